/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  poweredByHeader: false,
  compress: true,
  reactStrictMode: true,
  // `npm test` checks types of everything once; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // The console ships no image optimizer: icons are SVG, and sharp would be the only native code beside SQLite.
  images: { unoptimized: true },
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingExcludes: { '*': ['node_modules/sharp/**', 'node_modules/@img/**', 'e2e/**', 'docs/**'] },
  turbopack: { root: import.meta.dirname },
}

export default config
