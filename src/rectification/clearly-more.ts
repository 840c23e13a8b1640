/**
 * How likely so many this week are, or more, when nothing has changed: with one rate for all weeks, each of all the
 * complaints falls into this week with chance 1 : (weeks + 1), whatever the rate is. This is the exact conditional test for two
 * Poisson counts; a short history makes it cautious by itself, and without any history nothing is ever remarkable.
 *
 * @param usual how many in `weeks` ordinary weeks together
 */
export function chanceOfSoMany(now: number, usual: number, weeks: number): number {
  return weeks <= 0 ? 1 : binomialTail(now + usual, 1 / (weeks + 1), now);
}

/** P(X ≥ atLeast) for X binomial. In logarithms, so that hundreds of complaints do not underflow. */
function binomialTail(trials: number, chance: number, atLeast: number): number {
  if (atLeast <= 0) return 1;
  let logMass = trials * Math.log1p(-chance);
  const odds = Math.log(chance) - Math.log1p(-chance);
  let sum = 0;
  for (let count = 1; count <= trials; count += 1) {
    logMass += Math.log((trials - count + 1) / count) + odds;
    if (count >= atLeast) sum += Math.exp(logMass);
  }
  return Math.min(1, sum);
}
