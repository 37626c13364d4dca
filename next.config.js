/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  poweredByHeader: false,
  compress: true,
  reactStrictMode: true,
  // The console ships no image optimizer: icons are SVG, and sharp would be the only native code beside SQLite.
  images: { unoptimized: true },
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingExcludes: { '*': ['node_modules/sharp/**', 'node_modules/@img/**', 'e2e/**', 'docs/**'] },
  turbopack: { root: import.meta.dirname },
}

export default config
