/** Sentences of `npm run backup` and `npm run restore`. */
export const backup = {
  usage: 'usage: backup FILE | restore FILE [--owner UID:GID]',
  done: (file: string, files: number) => `Wrote ${files} ${files === 1 ? 'file' : 'files'} of dock6’s data to ${file}. It holds secrets (password hashes, the certificate’s key, credentials from daemon.json): keep it where only root reads it.`,
  restored: (files: number, from: string, at: string) => `Restored ${files} ${files === 1 ? 'file' : 'files'}, as they were on ${from} at ${at}.`,
  nothingThere: (folder: string) => `There are no data of dock6 in ${folder}.`,
  exists: (file: string) => `${file} is there already. Choose another name, or remove it.`,
  noPlace: (folder: string, why: string) => `Nothing can be written in ${folder}: ${why}`,
  damaged: (name: string, why: string) => `${name} is damaged: ${why}`,
  notBackup: (file: string) => `${file} is not a backup of dock6.`,
  oddName: (name: string) => `The backup holds “${name}”, which is no file of dock6’s data. Nothing was restored.`,
  newer: (name: string, has: number, knows: number) => `The backup was made by a newer dock6: ${name} has schema ${has}, this one knows ${knows}. Upgrade dock6, then restore. Nothing was restored.`,
  inUse: (file: string, pid: number) => `${file} is open in process ${pid}. Stop dock6 first (systemctl stop dock6-console dock6-keeper, or docker compose stop), then restore.`,
}
