const tests = '\\.test(-d)?\\.ts$';
/** Every package that is none of these is a framework's binding. */
const binding = '^packages/(?!core/|platforms/|validation/|guards/|testing/|cli/)([^/]+)/src/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'imports-resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circular',
      comment: 'Also by types: a file can be read after those that it imports.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { circular: true },
    },
    {
      name: 'packages-are-imported-by-name',
      comment: 'A path such as ../../core/src leads nowhere once the package is installed.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/', pathNot: tests },
      to: {
        path: '^packages/',
        pathNot: '^packages/$1/',
        dependencyTypesNot: ['aliased', 'npm', 'npm-dev'],
      },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: {},
      to: { path: tests },
    },
    {
      name: 'core-seams-import-no-folder',
      comment: "Core's own files know no standard and no runtime; index.ts gathers them.",
      severity: 'error',
      from: { path: '^packages/core/src/[^/]+$', pathNot: ['^packages/core/src/index\\.ts$', tests] },
      to: { path: '^packages/core/src/[^/]+/' },
    },
    {
      name: 'core-index-imports-no-runtime',
      severity: 'error',
      from: { path: '^packages/core/src/index\\.ts$' },
      to: { path: '^packages/core/src/(node|fetch)/' },
    },
    {
      name: 'core-imports-only-itself',
      comment: 'No framework and no other package: core has no dependency.',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: tests },
      to: { pathNot: '^packages/core/src/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'core-folders-import-only-seams',
      comment: "A standard imports core's own files, never another standard.",
      severity: 'error',
      from: { path: '^packages/core/src/([^/]+)/', pathNot: tests },
      to: { path: '^packages/core/src/[^/]+/', pathNot: '^packages/core/src/$1/' },
    },
    {
      name: 'core-index-is-not-imported-by-core',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: tests },
      to: { path: '^packages/core/src/index\\.ts$' },
    },
    {
      name: 'codes-import-types-only',
      comment: 'A catalogue is data.',
      severity: 'error',
      from: { path: '^packages/core/src/[^/]+/codes\\.ts$' },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'node-builtins-only-where-node-is-certain',
      severity: 'error',
      from: { path: '^packages/(core/src/(?!node/)|(validation|guards)/src/)', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'packages-import-only-core',
      comment: 'Never another binding.',
      severity: 'error',
      from: { path: '^packages/(?!core/|testing/|cli/)([^/]+)/src/', pathNot: tests },
      to: { path: '^packages/', pathNot: '^packages/(core|platforms|$1|testing)/' },
    },
    {
      name: 'bindings-import-only-their-framework',
      comment: 'The framework is a peer dependency.',
      severity: 'error',
      from: { path: binding, pathNot: tests },
      to: { pathNot: '^packages/', dependencyTypesNot: ['core', 'npm-peer'] },
    },
    {
      name: 'platforms-import-only-types',
      comment: 'A binding bundles them and has only its own framework. http-errors is a dependency of each.',
      severity: 'error',
      from: { path: '^packages/platforms/src/', pathNot: tests },
      to: {
        pathNot: ['^packages/', 'node_modules/(@types/)?http-errors/'],
        dependencyTypesNot: ['core', 'type-only'],
      },
    },
    {
      name: 'optional-peers-stay-in-their-folder',
      comment: 'Who uses one validator or framework needs no other.',
      severity: 'error',
      from: {
        path: '^packages/validation/src/',
        pathNot: ['^packages/validation/src/(class-validator|hono)/', tests],
      },
      to: { pathNot: '^packages/', dependencyTypesNot: ['npm'] },
    },
    {
      name: 'testing-is-not-shipped',
      severity: 'error',
      from: { path: '^packages/(?!testing/)[^/]+/src/', pathNot: tests },
      to: { path: '^packages/testing/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^packages/[^/]+/dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
