"""Sparse ``(I - W) x = b`` with certificates, shared by rooms that follow links to their end."""

from binnenuit.solve.solver import Solver

__all__ = ["Solver"]
