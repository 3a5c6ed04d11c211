// The picture of the house: which part may import which. docs/architecture.md says why in words.
// Checked by `npm run check` (scripts/arrows.mjs, which also proves that a forbidden arrow is seen).

/**
 * The rooms of the hub from the ground up. A room may use the rooms of the lines above its own,
 * never those below, nor another one on its own line.
 */
const floors = [
  ["platform"],
  ["rows"],
  ["access"],
  ["connections"],
  ["entities"],
  ["endpoints"],
  ["alerts"],
  ["flows", "replica"],
  ["agents", "backup", "personal-data", "retention"],
  ["kept"],
  ["app"],
  ["server", "worker"],
  ["cli"],
  ["main"],
];

/** The rooms of the pages, in the same way. Each mirrors one of the hub, or a few. */
const pageFloors = [
  ["language"],
  ["api"],
  ["parts"],
  ["connections"],
  ["entities"],
  ["webinars"],
  ["endpoints"],
  ["flows", "replicas"],
  ["agents", "access", "settings"],
  ["home"],
  ["app"],
  ["main"],
];

const roomPath = (house) => (room) => `^packages/${house}/src/${room}(/|\\.tsx?$)`;
const testFile = "\\.test\\.ts$|/testing(/|\\.ts$)|^packages/[^/]+/test/";

const upward = (house, floors, prefix = "") =>
  floors.flatMap((floor, index) =>
    floor.map((room) => {
      const forbidden = [...floors.slice(index + 1).flat(), ...floor.filter((other) => other !== room)];
      return {
        name: `${prefix}${room}-looks-down-only`,
        severity: "error",
        comment: `${room} may use ${floors.slice(0, index).flat().join(", ") || "nothing of its house"} only`,
        from: { path: roomPath(house)(room), pathNot: testFile },
        to: { path: forbidden.map(roomPath(house)).join("|") || "^$" },
      };
    }),
  );

export default {
  forbidden: [
    {
      name: "sandbox-and-client-share-nothing",
      severity: "error",
      comment: "Both are written from the reference, so that a misreading in one shows up against the other.",
      from: { path: "^packages/(goto|sandbox)/" },
      to: { path: "^packages/(goto|sandbox|hub|web)/", pathNot: "^packages/$1/" },
    },
    {
      name: "only-the-command-line-starts-the-sandbox",
      severity: "error",
      comment:
        "The product talks to GoTo; that GoTo may be in a box is known to the command line and to tests only.",
      from: { path: "^packages/hub/src/(?!cli/)", pathNot: testFile },
      to: { path: "^packages/sandbox/" },
    },
    {
      name: "platform-knows-no-goto",
      severity: "error",
      from: { path: "^packages/hub/src/platform/", pathNot: testFile },
      to: { path: "^packages/goto/" },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-test-code-in-the-product",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: testFile },
      to: { path: testFile },
    },
    {
      name: "packages-are-entered-by-their-door",
      severity: "error",
      comment: "Another package is used through its index, so that its inside may change.",
      from: { path: "^packages/([^/]+)/", pathNot: testFile },
      to: { path: "^packages/([^/]+)/src/(?!index\\.ts$|testing/)", pathNot: "^packages/$1/" },
    },
    {
      name: "every-import-resolves",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "pages-talk-over-http",
      severity: "error",
      comment: "The pages are a client of the REST API as any other program is.",
      from: { path: "^packages/web/src/" },
      to: { path: "^packages/(?!web/)" },
    },
    ...upward("hub", floors),
    ...upward("web", pageFloors, "pages-of-"),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // What Vite built is no source.
    exclude: { path: "^packages/web/dist/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
