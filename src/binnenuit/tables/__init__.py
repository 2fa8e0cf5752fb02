"""Reading and writing tables of any kind; what is doubtful is asked, what was found is reported."""

from binnenuit.tables.coded import Coded, CodedTable
from binnenuit.tables.parquet import read_parquet, write_parquet
from binnenuit.tables.read import open_table, read_table
from binnenuit.tables.read_coded import read_coded
from binnenuit.tables.rows import OpenTable
from binnenuit.tables.source import ORGANISATION_LIMIT_BYTES
from binnenuit.tables.table import Column, DateOrder, DecimalMark, Kind, Row, Table
from binnenuit.tables.write import write_records

__all__ = [
    "ORGANISATION_LIMIT_BYTES",
    "Coded",
    "CodedTable",
    "Column",
    "DateOrder",
    "DecimalMark",
    "Kind",
    "OpenTable",
    "Row",
    "Table",
    "open_table",
    "read_coded",
    "read_parquet",
    "read_table",
    "write_parquet",
    "write_records",
]
