// Node can't read inside an asar archive as Electron can, so a packaged application is unpacked for the run.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Unpacks an archive into a folder that is removed when the process ends. Returns the folder. */
export function extractAsar(archive) {
  const bytes = fs.readFileSync(archive);
  const headerSize = bytes.readUInt32LE(4);
  const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12)));
  const contentAt = 8 + headerSize;
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'stand-in-asar-'));
  process.on('exit', () => fs.rmSync(root, { recursive: true, force: true }));

  const extract = (node, folder) => {
    fs.mkdirSync(folder, { recursive: true });
    for (const [name, entry] of Object.entries(node.files)) {
      const target = path.join(folder, name);
      if (entry.files) extract(entry, target);
      else if (entry.link)
        throw new Error(`electron stand-in: a link in the archive is not implemented: ${name}`);
      else if (entry.unpacked)
        fs.copyFileSync(path.join(`${archive}.unpacked`, path.relative(root, target)), target);
      else {
        const at = contentAt + Number(entry.offset);
        fs.writeFileSync(target, bytes.subarray(at, at + entry.size));
      }
    }
  };
  extract(header, root);
  return root;
}
