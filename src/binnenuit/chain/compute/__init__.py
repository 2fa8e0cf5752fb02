"""Pure computations of the chain: links in, shares and hand-overs out."""

from binnenuit.chain.compute.funding import Funding, funding
from binnenuit.chain.compute.ranges import Ranges, ranges

__all__ = ["Funding", "Ranges", "funding", "ranges"]
