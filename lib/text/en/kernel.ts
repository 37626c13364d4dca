/** Sentences about facts read from the kernel. */
export const kernel = {
  unreadable: (source: string) => `dock6 does not understand the output of “${source}”.`,
  unreadableHint: 'Run it by hand and compare with what is shown here. A tool newer than this version of dock6 may print another format.',
  notText: 'Expected text.',
  notJson: 'Not JSON.',
  notSocketLine: 'Not a line about a socket:',
} as const
