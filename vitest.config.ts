import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { halint: new URL("src/index.ts", import.meta.url).pathname } },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/global-setup.ts"],
    testTimeout: 30_000,
    // No test changes what another one sees, and loading the parsers once for all files is five times faster.
    isolate: false,
  },
});
