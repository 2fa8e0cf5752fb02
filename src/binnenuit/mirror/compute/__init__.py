"""Pure computations of the mirror: answers or tallies in, statistics with their reasons out."""

from binnenuit.mirror.compute.agreement.a_wg import a_wg, a_wg_from_counts
from binnenuit.mirror.compute.agreement.baseline import random_group_baseline
from binnenuit.mirror.compute.agreement.deviations import (
    ad_m,
    ad_m_from_counts,
    ad_md,
    ad_md_from_counts,
)
from binnenuit.mirror.compute.agreement.null_variance import skewed_variance, uniform_variance
from binnenuit.mirror.compute.agreement.rwg import (
    rwg,
    rwg_from_counts,
    rwg_j,
    rwg_j_from_counts,
    rwg_j_lindell,
    rwg_j_lindell_from_counts,
)
from binnenuit.mirror.compute.between.design import design_effect, design_effect_of
from binnenuit.mirror.compute.between.effects import random_effects
from binnenuit.mirror.compute.between.icc import icc_anova, icc_ci, icc_from_sums
from binnenuit.mirror.compute.between.icc_reml import icc_reml
from binnenuit.mirror.compute.between.intercept import random_intercept
from binnenuit.mirror.compute.between.within_between import within_between
from binnenuit.mirror.compute.charts.control import p_chart, u_chart
from binnenuit.mirror.compute.charts.control_means import individual_charts, mean_charts
from binnenuit.mirror.compute.charts.run_rules import run_rules
from binnenuit.mirror.compute.consistency.alpha_intervals import alpha_ci
from binnenuit.mirror.compute.consistency.item_rest import alpha_if_dropped, item_rest
from binnenuit.mirror.compute.consistency.omega import omega, omega_from_covariance
from binnenuit.mirror.compute.consistency.reliability import alpha_from_covariance, cronbach_alpha
from binnenuit.mirror.compute.consistency.scores import reverse, scores
from binnenuit.mirror.compute.pass_on import pass_on
from binnenuit.mirror.compute.resampling.bootstrap import cluster_bootstrap
from binnenuit.mirror.compute.tallies.from_tallies import (
    tallied_alpha,
    tallied_bootstrap,
    tallied_omega,
)
from binnenuit.mirror.compute.tallies.rollup import figures, figures_below, pre_order, rollup
from binnenuit.mirror.compute.tallies.tallied_groups import (
    tallied_agreement,
    tallied_icc,
    tallied_means,
    tallied_within_sd,
)
from binnenuit.mirror.compute.tallies.tally import add, empty, tally, without_small_moments
from binnenuit.mirror.compute.teams.discovery import false_discovery
from binnenuit.mirror.compute.teams.funnel import funnel, funnel_means
from binnenuit.mirror.compute.teams.means import pooled_spread, team_mean, team_mean_from_moments
from binnenuit.mirror.compute.teams.proportions import wilson
from binnenuit.mirror.compute.teams.shrunk_means import shrunk_means, shrunk_means_from_sums
from binnenuit.mirror.compute.teams.shrunk_proportions import shrunk_proportions

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
