"""Pure computations of the mirror: answers or tallies in, statistics with their reasons out."""

from binnenuit.mirror.compute.a_wg import a_wg
from binnenuit.mirror.compute.agreement import rwg, rwg_j, rwg_j_lindell
from binnenuit.mirror.compute.alpha_intervals import alpha_ci
from binnenuit.mirror.compute.baseline import random_group_baseline
from binnenuit.mirror.compute.bootstrap import cluster_bootstrap
from binnenuit.mirror.compute.design import design_effect
from binnenuit.mirror.compute.deviations import ad_m, ad_md
from binnenuit.mirror.compute.discovery import false_discovery
from binnenuit.mirror.compute.funnel import funnel, funnel_means
from binnenuit.mirror.compute.icc import icc_anova, icc_ci
from binnenuit.mirror.compute.icc_reml import icc_reml
from binnenuit.mirror.compute.intercept import random_intercept
from binnenuit.mirror.compute.item_rest import alpha_if_dropped, item_rest
from binnenuit.mirror.compute.means import pooled_spread, team_mean
from binnenuit.mirror.compute.null_variance import skewed_variance, uniform_variance
from binnenuit.mirror.compute.omega import omega
from binnenuit.mirror.compute.pass_on import pass_on
from binnenuit.mirror.compute.proportions import wilson
from binnenuit.mirror.compute.reliability import cronbach_alpha
from binnenuit.mirror.compute.scores import reverse, scores
from binnenuit.mirror.compute.shrunk_means import shrunk_means
from binnenuit.mirror.compute.shrunk_proportions import shrunk_proportions
from binnenuit.mirror.compute.tally import add, tally

__all__ = [
    "a_wg",
    "ad_m",
    "ad_md",
    "add",
    "alpha_ci",
    "alpha_if_dropped",
    "cluster_bootstrap",
    "cronbach_alpha",
    "design_effect",
    "false_discovery",
    "funnel",
    "funnel_means",
    "icc_anova",
    "icc_ci",
    "icc_reml",
    "item_rest",
    "omega",
    "pass_on",
    "pooled_spread",
    "random_group_baseline",
    "random_intercept",
    "reverse",
    "rwg",
    "rwg_j",
    "rwg_j_lindell",
    "scores",
    "shrunk_means",
    "shrunk_proportions",
    "skewed_variance",
    "tally",
    "team_mean",
    "uniform_variance",
    "wilson",
]
