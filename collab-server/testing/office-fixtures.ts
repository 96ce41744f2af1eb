import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fakeProgram } from './fake-program.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A ZIP archive of empty entries that says of each that it unpacks to so many bytes. */
export function zipOf(entries: readonly { readonly name: string; readonly unpacked: number }[]): Bytes {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, unpacked } of entries) {
    const text = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04_03_4b_50, 0);
    local.writeUInt32LE(unpacked, 22);
    local.writeUInt16LE(text.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02_01_4b_50, 0);
    central.writeUInt32LE(unpacked, 24);
    central.writeUInt16LE(text.length, 28);
    central.writeUInt32LE(offset, 42);
    parts.push(local, text);
    directory.push(central, text);
    offset += local.length + text.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06_05_4b_50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, listed, end]));
}

/** What passes for a Word file until somebody reads it. */
export function wordFile(): Bytes {
  return zipOf([
    { name: '[Content_Types].xml', unpacked: 400 },
    { name: 'word/document.xml', unpacked: 9000 },
  ]);
}

/**
 * Stands for LibreOffice: answers the bytes of `result.pdf` beside it, and writes down how it was called. While there is
 * a file `hold` it doesn't end; with a file `fault` it ends like LibreOffice on a file that it can't read, without a
 * result.
 */
export async function fakeSoffice(folder: string, result: Uint8Array): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'result.pdf'), result);
  return fakeProgram(
    folder,
    'soffice',
    `here='${folder}'
printf '%s\\n' "$@" > "$here/args"
cat "$HOME/profile/user/registrymodifications.xcu" > "$here/profile"
while [ -e "$here/hold" ]; do sleep 0.02; done
[ -e "$here/fault" ] && exit 0
out=''
while [ $# -gt 0 ]; do
  [ "$1" = '--outdir' ] && out="$2"
  shift
done
mkdir -p "$out"
cp "$here/result.pdf" "$out/source.pdf"`,
  );
}

/** Stand for pdftoppm and tesseract: every page has two words, and each call is written down. */
export async function fakeOcr(folder: string): Promise<{ pdftoppm: string; tesseract: string }> {
  await mkdir(folder, { recursive: true });
  const row = (left: number, text: string) => ['5', 1, 1, 1, 1, 1, left, 100, 50, 20, 91, text].join('\\t');
  const table = `level\\n${row(100, 'Tờ')}\\n${row(160, 'trình')}\\n`;
  return {
    pdftoppm: await fakeProgram(
      folder,
      'pdftoppm',
      `here='${folder}'
echo "$@" >> "$here/drawn"
while [ -e "$here/hold" ]; do sleep 0.02; done
[ -e "$here/fault" ] && exit 3
for last in "$@"; do :; done
echo picture > "$last.pgm"`,
    ),
    tesseract: await fakeProgram(
      folder,
      'tesseract',
      `if [ "$1" = '--list-langs' ]; then printf 'List\\neng\\nvie\\n'; exit 0; fi
printf '${table}' > "$2.tsv"`,
    ),
  };
}
