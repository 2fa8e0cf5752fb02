"""Figures for every team with all teams below it: ours, DuckDB's bare group-by, polars and pandas.

``python -m benchmarks.mirror_rollup [--quick] [--threads N] [--repeats N] [--json FILE]``. Every
run is a process of its own; ours and DuckDB's take turns. Ours reads the Parquet file, adds each
team to all teams above it, and keeps for each wave, team and item the number of answers, mean,
standard deviation, share of each option and favourable share. DuckDB only counts answers per wave,
team, item and value, and in the first line of its own not even that leaves the database: the number
of groups does. The file is in the page cache for everybody.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from benchmarks.measure import Measured, measure
from benchmarks.rounds import FULL, ITEMS, OPTIONS, QUICK, WAVES, Size, ancestors, answers, tree
from binnenuit.mirror.compute.tallies.rollup import figures_below, pre_order
from binnenuit.mirror.read.counts import count_answers, waves_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from binnenuit.mirror.compute.tallies.rollup import Figures

    Work = Callable[[], dict[str, Any]]

TARGET = 1.5
BARE = "SELECT wave, team, item, value, count(*) AS n FROM read_parquet($1) GROUP BY ALL"


def ours(teams: int, answered: int, threads: int) -> Work:
    size = Size(teams, answered)
    above = tree(teams)
    checked = _checked(above)

    def work() -> dict[str, Any]:
        laid = pre_order(above)

        def one(wave: object) -> Figures:
            counts = count_answers(size.path, wave, teams=teams, items=ITEMS, options=OPTIONS)
            return figures_below(laid, counts)

        with ThreadPoolExecutor(threads) as pool:
            found = list(pool.map(one, waves_in(size.path)))
        sums = {"n": sum(int(wave.n.sum()) for wave in found)}
        sums["mean"] = sum(float(np.nansum(wave.mean)) for wave in found)
        sums["deviation"] = sum(float(np.nansum(wave.deviation)) for wave in found)
        return sums | {"array": np.stack([_columns(wave, checked) for wave in found])}

    return work


def _columns(wave: Figures, teams: list[int]) -> NDArray[np.float64]:
    """Put the figures of some teams side by side. Shape (teams, items, figures)."""
    single = np.stack([wave.n, wave.mean, wave.deviation, wave.favourable], axis=-1)[teams]
    return np.concatenate([single, wave.distribution[teams]], axis=-1)


def bare(teams: int, answered: int, threads: int) -> Work:
    connection = _duckdb(threads)
    query = f"SELECT count(*), sum(n) FROM ({BARE})"

    def work() -> dict[str, Any]:
        groups, total = connection.execute(query, [str(Size(teams, answered).path)]).fetchall()[0]
        return {"groups": groups, "answers": int(total)}

    return work


def bare_fetched(teams: int, answered: int, threads: int) -> Work:
    connection = _duckdb(threads)

    def work() -> dict[str, Any]:
        found = connection.execute(BARE, [str(Size(teams, answered).path)]).fetchnumpy()
        return {"groups": len(found["n"]), "answers": int(found["n"].sum())}

    return work


def polars_joined(teams: int, answered: int, threads: int) -> Work:
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars as pl  # noqa: PLC0415 - only this case pays for it

    team, above = ancestors(tree(teams))
    pairs = pl.LazyFrame({"team": team.astype(np.int32), "above": above.astype(np.int32)})
    values = range(1, OPTIONS + 1)
    option = {value: pl.col(f"o{value}") for value in values}
    z = {value: 2 * value - OPTIONS - 1 for value in values}

    def work() -> dict[str, Any]:
        counted = pl.scan_parquet(Size(teams, answered).path).group_by("wave", "team", "item")
        own = counted.agg((pl.col("value") == v).sum().alias(f"o{v}") for v in values)
        below = own.join(pairs, on="team").group_by("wave", "above", "item").agg(
            pl.col(f"o{value}").sum().cast(pl.Int64) for value in values
        )  # fmt: skip
        n = pl.sum_horizontal(option.values())
        first = pl.sum_horizontal(option[v] * z[v] for v in values)
        second = pl.sum_horizontal(option[v] * z[v] ** 2 for v in values)
        found = below.with_columns(n=n, first=first, second=second).select(
            "wave", "above", "item", "n",
            *((column / pl.col("n")).alias(f"share {v}") for v, column in option.items()),
            mean=(pl.col("first") / pl.col("n") + OPTIONS + 1) / 2,
            deviation=pl.when(pl.col("n") > 1).then(
                ((pl.col("second") - pl.col("first") ** 2 / pl.col("n")) / (pl.col("n") - 1)).sqrt()
                / 2
            ),
            favourable=(option[4] + option[5]) / pl.col("n"),
        ).collect(engine="streaming")  # fmt: skip
        return {key: found[key].sum() for key in ("n", "mean", "deviation")}

    return work


def pandas_joined(teams: int, answered: int, threads: int) -> Work:
    import pandas as pd  # noqa: PLC0415

    team, above = ancestors(tree(teams))
    pairs = pd.DataFrame({"team": team.astype(np.int32), "above": above.astype(np.int32)})
    query = "SELECT team, item, value FROM read_parquet($1) WHERE wave = 0"
    z = 2 * np.arange(1, OPTIONS + 1) - OPTIONS - 1

    def work() -> dict[str, Any]:
        # pandas reads Parquet through pyarrow, which the house does not have.
        rows = _duckdb(threads).execute(query, [str(Size(teams, answered).path)]).df()
        own = rows.groupby(["team", "item", "value"]).size().unstack(fill_value=0).reset_index()
        below = own.merge(pairs, on="team").drop(columns="team").groupby(["above", "item"]).sum()
        counts = below.to_numpy()
        n, first = counts.sum(axis=1), counts @ z
        with np.errstate(divide="ignore", invalid="ignore"):
            found = pd.DataFrame(counts / n[:, np.newaxis], index=below.index)
            found["n"], found["mean"] = n, (first / n + OPTIONS + 1) / 2
            found["deviation"] = np.sqrt((counts @ z**2 - first**2 / n) / (n - 1)) / 2
        found["favourable"] = counts[:, -2:].sum(axis=1) / n
        return {key: found[key].sum().item() for key in ("n", "mean", "deviation")}

    return work


def _duckdb(threads: int) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": threads})
    connection.execute("SET enable_progress_bar = false")
    return connection


def _checked(above: NDArray[np.int64]) -> list[int]:
    """Choose the top, one team of each layer on the way down, and some by lot."""
    way = [int(np.flatnonzero(above < 0)[0])]
    while (below := np.flatnonzero(above == way[-1])).size:
        way.append(int(below[0]))
    return way + np.random.default_rng(5).choice(len(above), 20, replace=False).tolist()


def by_sql(size: Size, threads: int) -> NDArray[np.float64]:
    """Ask DuckDB for the same figures of some teams. Shape (waves, teams, items, figures)."""
    above = tree(size.teams)
    chosen = _checked(above)
    team, over = ancestors(above)
    held = np.isin(over, chosen)
    found = np.full((WAVES, len(chosen), ITEMS, 4 + OPTIONS), np.nan)
    found[..., 0] = 0
    shares = ", ".join(f"avg((value = {v})::INT)" for v in range(1, OPTIONS + 1))
    with _duckdb(threads) as connection:
        connection.register("pairs", {"team": team[held], "over": over[held]})
        rows = connection.execute(
            "SELECT wave, over, item, count(*), avg(value), stddev_samp(value), "
            f"avg((value >= 4)::INT), {shares} FROM read_parquet($1) JOIN pairs USING (team) "
            "GROUP BY wave, over, item",
            [str(size.path)],
        ).fetchall()
    for wave, node, item, *figures in rows:
        for place in np.flatnonzero(np.array(chosen) == node):
            found[wave, place, item] = [np.nan if one is None else one for one in figures]
    return found


def bandwidth(gigabytes: float = 0.5) -> float:
    """How many GB a second can one thread copy, read and written counted both?"""
    given = np.ones(int(gigabytes * 1e9 / 8))
    copied = given.copy()
    took = []
    for _ in range(3):
        start = time.perf_counter()
        np.copyto(copied, given)
        took.append(time.perf_counter() - start)
    return 2 * gigabytes / min(took)


def moved(size: Size) -> dict[str, float]:
    """Gigabytes that ours reads and writes in main memory, by what they are."""
    cells = size.teams * ITEMS * WAVES
    options = cells * OPTIONS
    return {
        "answers as cell numbers, written and read": 2 * 4 * size.answers / 1e9,
        "counts, cleared, counted up and read": 4 * 8 * options / 1e9,
        "running sums, cleared, put, added and read": 6 * 4 * options / 1e9,
        "figures, written": (8 * options + 4 * 8 * cells) / 1e9,
    }


def raced(size: Size, threads: int, repeats: int) -> Iterator[dict[str, Any]]:
    """Let ours and the bare group-by take turns."""
    with TemporaryDirectory() as folder:
        array = Path(folder) / "figures.npy"
        expected = by_sql(size, threads)
        for turn in range(repeats):
            for case in ("ours", "bare"):
                found = _measured(case, size, threads, array)
                if found.failure:
                    sys.exit(f"{NAMES[case]}: {found.failure}")
                line = _line(case, found) | {"turn": turn}
                if case == "ours":
                    line["difference"] = _difference(np.load(array), expected)
                yield line


def peers(size: Size, threads: int) -> Iterator[dict[str, Any]]:
    with TemporaryDirectory() as folder:
        for case in ("bare_fetched", "polars_joined", "pandas_joined"):
            yield _line(case, _measured(case, size, threads, Path(folder) / "none.npy"))


def _measured(case: str, size: Size, threads: int, array: Path) -> Measured:
    name = f"benchmarks.mirror_rollup:{case}"
    return measure(name, array=array, teams=size.teams, answered=size.answers, threads=threads)


def _line(case: str, found: Measured) -> dict[str, Any]:
    if found.failure:
        return {"case": case, "skipped": found.failure}
    figures = {"wall": found.wall, "cpu": found.cpu, "memory": found.memory}
    return {"case": case} | figures | found.values


def _difference(found: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    if not np.array_equal(np.isnan(found), np.isnan(expected)):
        return float("inf")
    return float(np.nanmax(np.abs(found - expected)))


NAMES = {
    "ours": "binnenuit: all figures, all teams with all below",
    "bare": "DuckDB: bare group-by, groups only counted",
    "bare_fetched": "DuckDB: bare group-by, fetched as arrays",
    "polars_joined": "polars: streaming counts, joined with teams above",
    "pandas_joined": "pandas: one wave only, joined with teams above",
}


def show(line: dict[str, Any]) -> str:
    head = f"{NAMES[line['case']]:<50}"
    if "skipped" in line:
        return f"{head} stopped: {line['skipped']}"
    told = f"{line['wall']:8.2f} {line['cpu']:8.2f} {line['memory']:8.0f}"
    return f"{head} {told}" + (f"   n {line['n']:,}" if "n" in line else "")


def verdict(lines: list[dict[str, Any]]) -> str:
    """Compare turn by turn: what else the machine does then falls on both."""
    mine = [line["wall"] for line in lines if line["case"] == "ours"]
    theirs = [line["wall"] for line in lines if line["case"] == "bare"]
    ratios = [a / b for a, b in zip(mine, theirs, strict=True)]
    met = median(ratios) <= TARGET
    return (
        f"{'reached' if met else 'MISSED '}  at most {TARGET} times DuckDB's bare group-by: "
        f"{median(ratios):.2f} times (median of {len(ratios)} turns, "
        f"{min(ratios):.2f} to {max(ratios):.2f})"
    )


def worst(lines: list[dict[str, Any]]) -> float:
    """How far is any figure of the teams that were asked by SQL as well from that?"""
    return max(line["difference"] for line in lines if line["case"] == "ours")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="5 million answers, 10,000 teams")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    chosen = parser.parse_args()
    size = QUICK if chosen.quick else FULL
    path = answers(size)
    print(
        f"{size.people * ITEMS * WAVES:,} answers, {size.teams:,} teams, depth 8, {WAVES} waves, "
        f"{ITEMS} items on {OPTIONS} options; {path.stat().st_size / 1e6:.0f} MB zstd Parquet, "
        f"sorted by wave and team; {chosen.threads} threads for everybody\n"
    )
    print(f"{'':<50} {'wall s':>8} {'CPU s':>8} {'peak MB':>8}")
    lines = []
    for line in raced(size, chosen.threads, chosen.repeats):
        lines.append(line)
        print(show(line), flush=True)
    others = list(_shown(peers(size, chosen.threads)))
    print(f"  polars' sums differ from ours by {_apart(lines + others):.1e} of themselves\n")
    rate, traffic = bandwidth(), moved(size)
    for what, gigabytes in traffic.items():
        print(f"  {gigabytes:6.2f} GB  {what}")
    least = sum(traffic.values())
    print(
        f"  {least:6.2f} GB together; at {rate:.0f} GB/s, what one thread copies here, "
        f"{least / rate:.2f} s\n"
    )
    print(verdict(lines))
    print(f"  largest difference with DuckDB's SQL, for teams of every layer: {worst(lines):.1e}")
    if chosen.json:
        chosen.json.write_text(json.dumps(lines + others, indent=1))
    sys.exit("figures differ from those by SQL" if worst(lines) > 1e-9 else 0)


def _apart(lines: list[dict[str, Any]]) -> float:
    by_case = {line["case"]: line for line in lines if "n" in line}
    if "polars_joined" not in by_case:
        return float("nan")
    mine, theirs = by_case["ours"], by_case["polars_joined"]
    return max(abs(theirs[key] / mine[key] - 1) for key in ("n", "mean", "deviation"))


def _shown(lines: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for line in lines:
        print(show(line), flush=True)
        yield line


if __name__ == "__main__":
    main()
