/** The few statistics that figures need. */

/** @param {readonly number[]} values */
export const median = (values) => percentile(values, 50)

/**
 * The smallest value that `percent` of all values do not exceed.
 * @param {readonly number[]} values
 * @param {number} percent
 */
export function percentile(values, percent) {
  if (values.length === 0) throw new Error('no values to take a percentile of')
  const sorted = values.toSorted((a, b) => a - b)
  return /** @type {number} */ (sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)])
}

/** Lowest, median and highest in one line, for whoever reads along. @param {readonly number[]} values */
export function spread(values) {
  const show = (/** @type {number} */ value) => String(Number(value.toPrecision(3)))
  return `${show(percentile(values, 0))} / ${show(median(values))} / ${show(percentile(values, 100))} (n ${values.length})`
}

/** Two figures behind the point are more than this machine's noise allows to read. @param {number} value */
export const rounded = (value) => Math.round(value * 100) / 100
