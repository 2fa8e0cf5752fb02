"""Pure computations of the mirror: answers or tallies in, statistics with their reasons out."""

from binnenuit.mirror.compute.a_wg import a_wg, a_wg_from_counts
from binnenuit.mirror.compute.agreement import (
    rwg,
    rwg_from_counts,
    rwg_j,
    rwg_j_from_counts,
    rwg_j_lindell,
    rwg_j_lindell_from_counts,
)
from binnenuit.mirror.compute.alpha_intervals import alpha_ci
from binnenuit.mirror.compute.baseline import random_group_baseline
from binnenuit.mirror.compute.bootstrap import cluster_bootstrap
from binnenuit.mirror.compute.control import p_chart, u_chart
from binnenuit.mirror.compute.control_means import individual_charts, mean_charts
from binnenuit.mirror.compute.design import design_effect, design_effect_of
from binnenuit.mirror.compute.deviations import ad_m, ad_m_from_counts, ad_md, ad_md_from_counts
from binnenuit.mirror.compute.discovery import false_discovery
from binnenuit.mirror.compute.effects import random_effects
from binnenuit.mirror.compute.from_tallies import tallied_alpha, tallied_bootstrap, tallied_omega
from binnenuit.mirror.compute.funnel import funnel, funnel_means
from binnenuit.mirror.compute.icc import icc_anova, icc_ci, icc_from_sums
from binnenuit.mirror.compute.icc_reml import icc_reml
from binnenuit.mirror.compute.intercept import random_intercept
from binnenuit.mirror.compute.item_rest import alpha_if_dropped, item_rest
from binnenuit.mirror.compute.means import pooled_spread, team_mean, team_mean_from_moments
from binnenuit.mirror.compute.null_variance import skewed_variance, uniform_variance
from binnenuit.mirror.compute.omega import omega, omega_from_covariance
from binnenuit.mirror.compute.pass_on import pass_on
from binnenuit.mirror.compute.proportions import wilson
from binnenuit.mirror.compute.reliability import alpha_from_covariance, cronbach_alpha
from binnenuit.mirror.compute.rollup import figures, figures_below, pre_order, rollup
from binnenuit.mirror.compute.run_rules import run_rules
from binnenuit.mirror.compute.scores import reverse, scores
from binnenuit.mirror.compute.shrunk_means import shrunk_means, shrunk_means_from_sums
from binnenuit.mirror.compute.shrunk_proportions import shrunk_proportions
from binnenuit.mirror.compute.tallied_groups import (
    tallied_agreement,
    tallied_icc,
    tallied_means,
    tallied_within_sd,
)
from binnenuit.mirror.compute.tally import add, empty, tally, without_small_moments
from binnenuit.mirror.compute.within_between import within_between

__all__ = [
    "a_wg",
    "a_wg_from_counts",
    "ad_m",
    "ad_m_from_counts",
    "ad_md",
    "ad_md_from_counts",
    "add",
    "alpha_ci",
    "alpha_from_covariance",
    "alpha_if_dropped",
    "cluster_bootstrap",
    "cronbach_alpha",
    "design_effect",
    "design_effect_of",
    "empty",
    "false_discovery",
    "figures",
    "figures_below",
    "funnel",
    "funnel_means",
    "icc_anova",
    "icc_ci",
    "icc_from_sums",
    "icc_reml",
    "individual_charts",
    "item_rest",
    "mean_charts",
    "omega",
    "omega_from_covariance",
    "p_chart",
    "pass_on",
    "pooled_spread",
    "pre_order",
    "random_effects",
    "random_group_baseline",
    "random_intercept",
    "reverse",
    "rollup",
    "run_rules",
    "rwg",
    "rwg_from_counts",
    "rwg_j",
    "rwg_j_from_counts",
    "rwg_j_lindell",
    "rwg_j_lindell_from_counts",
    "scores",
    "shrunk_means",
    "shrunk_means_from_sums",
    "shrunk_proportions",
    "skewed_variance",
    "tallied_agreement",
    "tallied_alpha",
    "tallied_bootstrap",
    "tallied_icc",
    "tallied_means",
    "tallied_omega",
    "tallied_within_sd",
    "tally",
    "team_mean",
    "team_mean_from_moments",
    "u_chart",
    "uniform_variance",
    "wilson",
    "within_between",
    "without_small_moments",
]
