process.env.NEXT_TELEMETRY_DISABLED = "1";

/** @type {import("next").NextConfig} */
export default {
  compress: false,
  logging: false,
  poweredByHeader: false,
  skipTrailingSlashRedirect: true,
  turbopack: { root: import.meta.dirname },
};
