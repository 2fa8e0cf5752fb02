"""A positive definite matrix, factored: solve with it, and its determinant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse.linalg import splu

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csc_array
    from scipy.sparse.linalg import SuperLU

    Integers: TypeAlias = NDArray[np.intp]
    Numbers: TypeAlias = NDArray[np.float64]

Ordering: TypeAlias = Literal["NATURAL", "MMD_AT_PLUS_A"]
_AT_ONCE: Final = 8
"""A dense solve handles about so many numbers in the time a sparse one takes for one."""


@dataclass(frozen=True, eq=False)
class Dense:
    """Cholesky's factor of a full matrix."""

    lower: Numbers

    @property
    def log_determinant(self) -> float:
        """Logarithm of the determinant."""
        return 2.0 * float(np.log(np.diag(self.lower)).sum())

    @property
    def work(self) -> float:
        """Numbers that a solve goes through, in those of a sparse one."""
        return self.lower.size / _AT_ONCE

    def solve(self, right: Numbers) -> Numbers:
        """Return what gives ``right`` when multiplied with the matrix."""
        solution: Numbers = cho_solve((self.lower, True), right, check_finite=False)
        return solution


@dataclass(frozen=True, eq=False)
class Sparse:
    """SuperLU's factors of a matrix whose rows and columns were put in another order.

    Attributes
    ----------
    place
        Where each row went. Shape (n,).
    """

    factors: SuperLU[np.float64]
    place: Integers

    @property
    def log_determinant(self) -> float:
        """Logarithm of the determinant."""
        return float(np.log(self.factors.U.diagonal()).sum())

    @property
    def work(self) -> float:
        """Numbers that a solve goes through."""
        return float(self.factors.nnz)

    def solve(self, right: Numbers) -> Numbers:
        """Return what gives ``right`` when multiplied with the matrix."""
        ordered = np.empty_like(right)
        ordered[self.place] = right
        solution: Numbers = self.factors.solve(ordered)[self.place]
        return solution


Factored: TypeAlias = Dense | Sparse


def factored_dense(matrix: Numbers) -> Dense:
    """Factor a full matrix, of which the lower half is read; the matrix is used up."""
    lower, _ = cho_factor(matrix, lower=True, overwrite_a=True, check_finite=False)
    return Dense(lower)


def factored_sparse(matrix: csc_array[np.float64], ordering: Ordering) -> SuperLU[np.float64]:
    """Factor a sparse matrix. Positive definite, so pivots stay on the diagonal."""
    return splu(
        matrix,
        permc_spec=ordering,
        diag_pivot_thresh=0.0,
        options={"SymmetricMode": True},
    )
