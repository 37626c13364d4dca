// The health check of the console's container: 0 when dock6 can be worked with.
import { get } from 'node:https'

const port = process.env.DOCK6_PORT || '8666'
get({ host: '127.0.0.1', port, path: '/api/v1/ready', headers: { host: `localhost:${port}` }, rejectUnauthorized: false, timeout: 3000 }, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))
  .on('timeout', () => process.exit(1))
  .on('error', () => process.exit(1))
