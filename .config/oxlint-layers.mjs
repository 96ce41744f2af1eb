// The walls of the house that TypeScript's projects don't draw: who may import whom inside one project, and what pure
// code may not reach for. Tested by oxlint-layers.test.ts.

/** From a file whose path matches, imports of these paths are refused. Paths are from the project's root. */
const WALLS = [
  [/^collab-server\/domain\//, [/^collab-server\/gateway\//, /^collab-server\/storage\/sqlite\//]],
  [/^collab-server\/storage\//, [/^collab-server\/(domain|gateway)\//]],
  [/^collab-server\/gateway\//, [/^collab-server\/storage\/sqlite\//]],
  [/^renderer\/ui\//, [/^renderer\/(app|features|sync|platform)\//, /^#protocol\/(?!wire\/text$)/]],
  [/^renderer\/platform\//, [/^renderer\/(app|features|sync|ui)\//]],
  [/^renderer\/sync\//, [/^renderer\/(app|features)\//]],
  [/^renderer\/features\//, [/^renderer\/app\//]],
  [/^(?!electron\/|e2e\/)/, [/^electron(\/main|\/common)?$/]],
  [/^(?!collab-server\/sfu\/|scripts\/mediasoup)/, [/^mediasoup(\/|$)/]],
];

/** The supervisor of media lives by the machine's clock: it watches a process. */
const PURE = /^collab-server\/(protocol|domain\/(?!media\/))/;
const AMBIENT = new Set(['Date.now', 'Math.random']);
const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate']);

const layers = {
  meta: { type: 'problem' },
  create(context) {
    const file = fromRoot(context);
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string' || isTest(file)) return;
      const target = source.startsWith('.') ? join(file, source) : source;
      for (const [from, refused] of WALLS) {
        if (from.test(file) && refused.some((wall) => wall.test(target))) {
          context.report({ node, message: `${file.split('/', 2).join('/')} may not import ${target}` });
        }
      }
      const feature = /^renderer\/features\/([^/]+)\//;
      const own = feature.exec(file)?.[1];
      const other = feature.exec(target)?.[1];
      if (own !== undefined && other !== undefined && own !== other && !target.endsWith('/index.ts')) {
        context.report({ node, message: `${other} is reached through its index.ts only` });
      }
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ImportExpression: check };
  },
};

const pure = {
  meta: { type: 'problem' },
  create(context) {
    const file = fromRoot(context);
    if (!PURE.test(file) || isTest(file)) return {};
    return {
      MemberExpression(node) {
        const name = `${node.object.name}.${node.property.name}`;
        if (AMBIENT.has(name)) context.report({ node, message: `${name}: take it from Environment` });
      },
      CallExpression(node) {
        const { name } = node.callee;
        if (TIMERS.has(name)) context.report({ node, message: `${name}: take timers from Environment` });
      },
    };
  },
};

function fromRoot(context) {
  const root = import.meta.dirname.replace(/[/\\]\.config$/, '').length + 1;
  return context.filename.slice(root).replaceAll('\\', '/');
}

/** Tests and their helpers may reach everywhere. */
function isTest(file) {
  return /\.test\.tsx?$|\/testing\//.test(file);
}

/** A relative import as a path from the root. */
function join(file, source) {
  const parts = file.split('/').slice(0, -1);
  for (const part of source.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

export default { meta: { name: 'bantron' }, rules: { layers, pure } };
