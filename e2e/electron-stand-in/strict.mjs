/** Properties that others look for on any object (promises, inspectors, test runners); lacking them is no fault. */
const PROBED = new Set([
  'then',
  'toJSON',
  'inspect',
  'constructor',
  'nodeType',
  '$$typeof',
  'asymmetricMatch',
  'description',
  'default',
  '__esModule',
  'domain',
  'length',
]);

/** An object whose missing properties throw their name, so that nothing passes because of what the stand-in lacks. */
export function strict(name, target) {
  return new Proxy(target, {
    get(object, key) {
      if (typeof key === 'string' && !(key in object) && !PROBED.has(key) && !key.startsWith('_'))
        throw new Error(`electron stand-in: ${name}.${key} is not implemented`);
      // Methods of the class are bound to the object itself: private fields don't work through a proxy.
      const value = Reflect.get(object, key, object);
      return typeof value === 'function' && !Object.hasOwn(object, key) && !isClass(value)
        ? value.bind(object)
        : value;
    },
  });
}

const isClass = (value) => /^class\b/.test(Function.prototype.toString.call(value));

/** An event object as Electron's listeners get it. */
export function makeEvent(properties = {}) {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
    ...properties,
  };
}
