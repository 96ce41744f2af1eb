import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const vietnamese = fileURLToPath(new URL('../ui/locales/react-aria-vi.ts', import.meta.url));

const intlStrings =
  /[\\/](react-aria|react-stately|react-aria-components)[\\/]dist[\\/]private[\\/](?:.*[\\/])?intlStrings\.m?js$/;
const englishImport = /from "([^"]*?\/intl\/(?:([a-z]+)\/)?en-US\.m?js)"/;

/**
 * The name under which a dictionary of react-aria is found in `react-aria-vi.ts`: `package/area`, or the package
 * alone where it has one dictionary.
 */
export function dictionaryName(packageName: string, area: string | undefined): string {
  return area === undefined ? packageName : `${packageName}/${area}`;
}

/**
 * Gives react-aria's own messages ("Dismiss", "3 options available") a Vietnamese dictionary and leaves out the 33
 * languages that this app does not offer.
 *
 * react-aria's documented way (`LocalizedStringProvider`) writes one language into the page for good, while here a
 * person changes the language without a reload; so the dictionaries are replaced where they are imported. The build
 * fails when none was found, because then the library has moved them and its messages would silently be English.
 */
export function reactAriaLocales(): Plugin {
  let replaced = 0;
  return {
    name: 'bantron:react-aria-locales',
    enforce: 'pre',
    transform(code, id) {
      const found = intlStrings.exec(id.split('?', 1)[0] ?? id);
      if (found === null) return null;
      const english = englishImport.exec(code);
      if (english === null) this.error(`react-aria dictionary without English: ${id}`);
      const name = dictionaryName(found[1] ?? '', english[2]);
      replaced += 1;
      return {
        code: [
          `import english from ${JSON.stringify(english[1])};`,
          `import { vietnameseFor } from ${JSON.stringify(vietnamese)};`,
          `export default { 'en-US': english, 'vi-VN': vietnameseFor(${JSON.stringify(name)}) };`,
        ].join('\n'),
        map: null,
        moduleSideEffects: false,
      };
    },
    buildEnd(error) {
      if (
        error === undefined &&
        replaced === 0 &&
        !this.meta.watchMode &&
        this.environment.mode === 'build'
      ) {
        this.error('No dictionary of react-aria was found: its messages would stay English.');
      }
    },
  };
}
