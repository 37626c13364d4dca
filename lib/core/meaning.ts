/** The four meanings that color may carry. Each comes with an icon and a word, never alone. */
export type Meaning = 'good' | 'attention' | 'bad' | 'unknown'
