# Ask R's packages what benchmarks/mirror_references.py sets beside ours.
#
# Rscript mirror_references.R FOLDER
# FOLDER/cases.tsv has one case a line: number, kind, chosen columns, reversed items, lowest,
# highest, null variance; FOLDER/<number>.csv has its columns, groups as g. FOLDER/found.tsv gets one value a
# line: case, name, number with 17 digits. Names are those of reference_values.json. What there is to
# say of a value goes to the standard output: case, words.

for (package in c("psych", "multilevel", "lavaan", "lme4")) {
  suppressPackageStartupMessages(library(package, character.only = TRUE))
}
folder <- commandArgs(TRUE)[1]
out <- file(file.path(folder, "found.tsv"), "w")
current <- ""

put <- function(name, value) {
  written <- ifelse(is.na(value), "NA", sprintf("%.17g", as.double(value)))
  cat(sprintf("%s\t%s\t%s\n", current, name, written), file = out, sep = "")
}
put_each <- function(name, values, names = seq_along(values) - 1) {
  put(paste(name, names, sep = "/"), values)
}

turned <- function(items, reversed, lowest, highest) {
  for (item in reversed) items[[item]] <- lowest + highest - items[[item]]
  items
}

reliability <- function(items, case) {
  found <- suppressMessages(psych::alpha(
    items, keys = if (length(case$reversed)) case$reversed else NULL,
    use = "pairwise", warnings = FALSE
  ))
  of <- "psych_alpha_pairwise"
  put(file.path(of, c("raw_alpha", "std_alpha", "G6", "average_r", "median_r")),
      unlist(found$total[c("raw_alpha", "std.alpha", "G6(smc)", "average_r", "median_r")]))
  put(file.path(of, c("ase_duhachek", "mean", "sd")), unlist(found$total[c("ase", "mean", "sd")]))
  reach <- 1.96 * found$total$ase
  put_each(file.path(of, "duhachek_ci95"), found$total$raw_alpha + c(-reach, reach))
  put(file.path(of, "feldt_ci95", c("lower", "alpha", "upper")),
      unlist(found$feldt[c("lower.ci", "alpha", "upper.ci")]))
  for (column in c("n", "raw.r", "r.drop", "mean", "sd")) {
    put_each(file.path(of, "item_stats", column), found$item.stats[[column]])
  }
  put_each(file.path(of, "alpha_if_dropped", "raw_alpha"), found$alpha.drop$raw_alpha)
  complete <- na.omit(turned(items, case$reversed, case$lowest, case$highest))
  put(c("n_rows", "n_complete"), c(nrow(items), nrow(complete)))
  listwise(complete)
  one_factor(complete)
}

listwise <- function(complete) {
  found <- multilevel::cronbach(complete)
  alpha <- found$Alpha
  n <- nrow(complete)
  k <- ncol(complete)
  shared <- cor(complete)
  r <- mean(shared[lower.tri(shared)])
  put(c("listwise/alpha", "listwise/n"), c(alpha, found$N))
  put("listwise/std_alpha", k * r / (1 + (k - 1) * r))
  ends <- 1 - (1 - alpha) * qf(c(.975, .025), n - 1, (n - 1) * (k - 1))
  put_each("listwise/feldt_ci95", ends)
  error <- duhachek(cov(complete), n)
  put("listwise/duhachek_ase", error)
  put_each("listwise/duhachek_ci95", alpha + qnorm(c(.025, .975)) * error)
}

# Duhachek & Iacobucci (2004), equation 2.
duhachek <- function(covariance, n) {
  k <- ncol(covariance)
  ones <- matrix(1, k, 1)
  total <- sum(covariance)
  own <- sum(diag(covariance))
  squared <- covariance %*% covariance
  inner <- total * (sum(diag(squared)) + own^2) - 2 * own * c(t(ones) %*% squared %*% ones)
  sqrt(2 * k^2 / ((k - 1)^2 * total^3) * inner / n)
}

one_factor <- function(complete) {
  model <- paste("f =~", paste(colnames(complete), collapse = " + "))
  fit <- lavaan::cfa(model, data = complete, std.lv = TRUE)
  estimated <- lavaan::lavInspect(fit, "est")
  loadings <- estimated$lambda[, 1]
  own <- diag(estimated$theta)
  of <- "omega_one_factor_ML"
  put(file.path(of, "omega"), sum(loadings)^2 / (sum(loadings)^2 + sum(own)))
  put(file.path(of, "omega_observed_var"), sum(loadings)^2 / sum(cov(complete)))
  put_each(file.path(of, "lambda"), loadings)
  put_each(file.path(of, "theta"), own)
  put(file.path(of, c("chisq", "df")), lavaan::fitMeasures(fit, c("chisq", "df")))
}

agreement <- function(items, groups, case) {
  on_the_scale <- all(items >= case$lowest & items <= case$highest)
  ends <- c(case$lowest, case$highest)
  null <- case$null
  if (ncol(items) == 1) {
    items <- items[[1]]
    if (on_the_scale) by_group("rwg", multilevel::rwg(items, groups, ranvar = null))
  } else {
    by_group("rwg.j", multilevel::rwg.j(items, groups, ranvar = null))
    by_group("rwg.j.lindell", multilevel::rwg.j.lindell(items, groups, ranvar = null))
  }
  by_group("ad_mean", multilevel::ad.m(items, groups))
  by_group("ad_median", multilevel::ad.m(items, groups, type = "median"))
  if (on_the_scale) by_group("awg", multilevel::awg(items, groups, range = ends))
}

by_group <- function(name, found) {
  values <- found[[2]]
  put_each(file.path(name, "all"), values, as.character(found$grpid))
  known <- values[!is.na(values)]
  put(file.path(name, c("mean", "median", "min", "max")),
      c(mean(known), median(known), min(known), max(known)))
  put(file.path(name, c("n_groups", "n_undefined")), c(length(values), sum(is.na(values))))
}

icc <- function(x, g) {
  fitted <- aov(x ~ as.factor(g))
  table <- summary(fitted)[[1]]
  squares <- table[["Sum Sq"]]
  mean_squares <- table[["Mean Sq"]]
  degrees <- table[["Df"]]
  sizes <- as.double(table(g))
  n <- length(x)
  n0 <- (n - sum(sizes^2) / n) / (length(sizes) - 1)
  ratio <- mean_squares[1] / mean_squares[2]
  put(c("n", "groups", "df1", "df2"), c(n, length(sizes), degrees))
  put(c("mean_size", "n0", "size_weighted_mean"), c(mean(sizes), n0, sum(sizes^2) / n))
  put(c("MSB", "MSW", "F", "p"), c(mean_squares, ratio, table[["Pr(>F)"]][1]))
  put(c("ICC1", "ICC2"), c(multilevel::ICC1(fitted), multilevel::ICC2(fitted)))
  put("ICC1_n0", (ratio - 1) / (ratio + n0 - 1))
  bounds <- ratio / qf(c(.975, .025), degrees[1], degrees[2])
  put_each("ICC1_n0_ci95", (bounds - 1) / (bounds + n0 - 1))
  put("eta_squared", squares[1] / sum(squares))
  put("omega_squared", (squares[1] - degrees[1] * mean_squares[2]) / (sum(squares) + mean_squares[2]))
  put(c("mult.icc/ICC1", "mult.icc/ICC2"), likely_icc(x, g, mean(sizes)))
  put(c("design_effect_mean_size", "design_effect_weighted_size"),
      1 + (c(mean(sizes), sum(sizes^2) / n) - 1) * multilevel::ICC1(fitted))
}

# mult.icc has lme search with optim, which can stop early: lmer, told to go on, is asked too.
# Where these two differ, that is said, and the value is lmer's; ours plays no part in it.
likely_icc <- function(x, g, size) {
  # It names its rows after the columns, and finds no name where there is only one.
  found <- multilevel::mult.icc(data.frame(x = x, again = x), g)
  variances <- as.data.frame(lme4::VarCorr(lme4::lmer(x ~ 1 + (1 | g), control = tight)))$vcov
  share <- variances[1] / sum(variances)
  if (abs(found$ICC1[1] / share - 1) < 1e-5) return(c(found$ICC1[1], found$ICC2[1]))
  said <- "multilevel::mult.icc stops early: %.7f, where lme4::lmer, kept going, finds %.7f"
  cat(sprintf(paste0("%s\t", said, "\n"), current, found$ICC1[1], share))
  c(share, size * share / (1 + (size - 1) * share))
}

# lmer stops early unless it is told to go on.
tight <- lme4::lmerControl(optimizer = "nloptwrap", optCtrl = list(
  xtol_abs = 1e-12, xtol_rel = 1e-14, ftol_abs = 1e-16, ftol_rel = 1e-16
))

mixed <- function(formula, known) {
  fit <- lme4::lmer(formula, known, REML = TRUE, control = tight)
  put(c("nobs", "singular"), c(nobs(fit), lme4::isSingular(fit)))
  put_each("fixed", lme4::fixef(fit), names(lme4::fixef(fit)))
  put_each("fixed_se", sqrt(diag(as.matrix(vcov(fit)))), names(lme4::fixef(fit)))
  put(c("varcomp/0/vcov", "varcomp/1/vcov"), as.data.frame(lme4::VarCorr(fit))$vcov)
  put("REML_criterion", lme4::REMLcrit(fit))
  effects <- lme4::ranef(fit, condVar = TRUE)$g
  place <- file.path("blup", "g", "first5", rownames(effects))
  put(file.path(place, "blup"), effects[[1]])
  put(file.path(place, "cond_var"), as.vector(attr(effects, "postVar")))
  put("blup/g/n", nrow(effects))
  likely <- lme4::lmer(formula, known, REML = FALSE, control = tight)
  put_each("ML_varcomp", as.data.frame(lme4::VarCorr(likely))$vcov)
  put_each("ML_fixed", lme4::fixef(likely), names(lme4::fixef(likely)))
  put("ML_loglik", as.double(logLik(likely)))
  fit
}

intercept <- function(known) {
  names(known)[1] <- "y"
  predictors <- setdiff(names(known), c("y", "g"))
  right <- paste(c("1", predictors, "(1 | g)"), collapse = " + ")
  mixed(as.formula(paste("y ~", right)), known)
}

within_between <- function(known) {
  names(known) <- c("y", "x", "g")
  known$xb <- ave(known$x, known$g)
  known$xw <- known$x - known$xb
  slopes <- lme4::fixef(mixed(y ~ xw + xb + (1 | g), known))
  put("contextual_effect", slopes[["xb"]] - slopes[["xw"]])
}

several <- function(cell) if (is.na(cell) || cell == "") character(0) else strsplit(cell, ",")[[1]]

answer <- function(line) {
  current <<- line$number
  case <- list(
    reversed = several(line$reversed), lowest = as.double(line$lowest),
    highest = as.double(line$highest), null = as.double(line$null)
  )
  known <- read.csv(file.path(folder, paste0(line$number, ".csv")), check.names = FALSE)
  chosen <- several(line$chosen)
  if (line$kind == "reliability") return(invisible(reliability(known[chosen], case)))
  known <- na.omit(known)
  groups <- known[["g"]]
  items <- turned(known[chosen], case$reversed, case$lowest, case$highest)
  switch(line$kind,
    agreement = agreement(items, groups, case),
    icc = icc(items[[1]], groups),
    intercept = intercept(cbind(items, g = groups)),
    "within-between" = within_between(cbind(items, g = groups))
  )
  invisible(NULL)
}

cases <- read.delim(file.path(folder, "cases.tsv"), colClasses = "character", quote = "")
for (row in seq_len(nrow(cases))) answer(as.list(cases[row, ]))
close(out)
