import { b64Vecs } from '@tldraw/tlschema';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Finding } from '../../collab-server/bench/finding.ts';
import { median, round } from '../../collab-server/bench/statistics.ts';
import { type InkPoint, packInk } from '../../collab-server/protocol/annotation/ink.ts';
import type { InkMark } from '../../collab-server/protocol/annotation/mark.ts';
import { layerMap } from '../../collab-server/protocol/annotation/ydoc.ts';
import { ID_LENGTH, MarkId, newId, PersonId } from '../../collab-server/protocol/wire/ids.ts';

const STROKES = 200;
const POINTS = 100;
/** Coordinates are told to so many parts of a point, which all formats can write exactly or nearly so. */
const GRAIN = 32;

/** Handwriting of the same hand in every run: loops on a line, with a stylus' pressure. */
function handwriting(seed: number): InkPoint[] {
  let state = seed * 2_654_435_761 + 1;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const left = 60 + random() * 300;
  const foot = 80 + random() * 680;
  const height = 6 + random() * 10;
  const speed = 0.15 + random() * 0.25;
  const grain = (value: number) => Math.round(value * GRAIN) / GRAIN;
  return Array.from({ length: POINTS }, (_, n) => {
    const turn = n * speed;
    return {
      x: grain(left + n * 1.1 + Math.cos(turn) * height * 0.5 + random() * 0.2),
      y: grain(foot + Math.sin(turn) * height + random() * 0.2),
      pressure: Math.round((0.35 + 0.3 * Math.sin(n / 11) ** 2 + random() * 0.04) * 255) / 255,
    };
  });
}

/** The update that a stroke is in our rooms: what is sent, passed on, and one row of the log. */
function ourBytes(strokes: readonly (readonly InkPoint[])[]): { wire: number; disk: number }[] {
  const doc = new Y.Doc();
  const author = newId(PersonId, new Uint8Array(ID_LENGTH).fill(7));
  const layer = layerMap(doc, author);
  const sizes: { wire: number; disk: number }[] = [];
  doc.on('update', (update: Uint8Array) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, 2);
    encoding.writeVarUint8Array(encoder, update);
    sizes.push({ wire: encoding.toUint8Array(encoder).length, disk: update.length });
  });
  strokes.forEach((points, n) => {
    const id = newId(
      MarkId,
      new Uint8Array(ID_LENGTH).map((_, at) => (n * 31 + at * 17) % 256),
    );
    const mark: InkMark = {
      kind: 'ink',
      tool: 'pen',
      page: 0,
      colour: 'blue',
      width: 2,
      points: packInk(points),
      at: 1_795_000_000_000 + n * 1000,
    };
    layer.set(id, mark);
  });
  doc.destroy();
  return sizes;
}

/**
 * A draw shape as tldraw 5.5.2 keeps it: its own encoding of the points, in a record of its schema. The record alone: its
 * sync protocol and its database put an envelope around it.
 */
function tldrawBytes(points: readonly InkPoint[], n: number): number {
  const [first] = points;
  if (first === undefined) return 0;
  const path = b64Vecs.encodePoints(
    points.map(({ x, y, pressure }) => ({ x: x - first.x, y: y - first.y, z: pressure })),
    3,
  );
  const record = {
    x: first.x,
    y: first.y,
    rotation: 0,
    isLocked: false,
    opacity: 1,
    meta: {},
    id: `shape:${base64Id(n)}`,
    type: 'draw',
    props: {
      segments: [{ type: 'free', path, dim: 3 }],
      color: 'blue',
      fill: 'none',
      dash: 'draw',
      size: 'm',
      isComplete: true,
      isClosed: false,
      isPen: true,
      scale: 1,
      scaleX: 1,
      scaleY: 1,
    },
    parentId: 'page:page',
    index: 'a1',
    typeName: 'shape',
  };
  return byteLength(record);
}

/**
 * A free-drawn element as Excalidraw 0.18.1 writes it into files and sends it: JSON, with every point a pair. Written
 * after its documented fields, since the package is a whole editor. Without the encryption around it.
 */
function excalidrawBytes(points: readonly InkPoint[], n: number): number {
  const [first] = points;
  if (first === undefined) return 0;
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const element = {
    id: base64Id(n),
    type: 'freedraw',
    x: first.x,
    y: first.y,
    width: Math.max(...xs) - Math.min(...xs),
    height: Math.max(...ys) - Math.min(...ys),
    angle: 0,
    strokeColor: '#1971c2',
    backgroundColor: 'transparent',
    fillStyle: 'solid',
    strokeWidth: 2,
    strokeStyle: 'solid',
    roughness: 1,
    opacity: 100,
    groupIds: [],
    frameId: null,
    index: 'a1',
    roundness: null,
    seed: 1_968_410_350,
    version: POINTS + 2,
    versionNonce: 894_519_146,
    isDeleted: false,
    boundElements: null,
    updated: 1_795_000_000_000 + n,
    link: null,
    locked: false,
    points: points.map(({ x, y }) => [x - first.x, y - first.y]),
    // Single precision is what pointer events give.
    pressures: points.map(({ pressure }) => Math.fround(pressure)),
    simulatePressure: false,
    lastCommittedPoint: null,
  };
  return byteLength(element);
}

function byteLength(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** Twenty-one letters, as both editors' ids have. */
function base64Id(n: number): string {
  return Buffer.from(`stroke number ${n}`.padEnd(21, '-')).toString('base64url').slice(0, 21);
}

/** Bytes of one finished stroke of a hundred points with pressure, the same for everyone. */
export function measureBytes(): Finding[] {
  const strokes = Array.from({ length: STROKES }, (_, n) => handwriting(n + 1));
  const ours = ourBytes(strokes);
  const tldraw = median(strokes.map(tldrawBytes));
  const excalidraw = median(strokes.map(excalidrawBytes));
  const findings: Finding[] = [];
  for (const [place, key] of [
    ['on the wire', 'wire'],
    ['on the disk', 'disk'],
  ] as const) {
    const mine = median(ours.map((size) => size[key]));
    for (const [peer, theirs, most] of [
      ['tldraw 5.5.2, the record alone', tldraw, 0.4],
      ['Excalidraw 0.18.1, the element alone', excalidraw, 0.15],
    ] as const) {
      findings.push({
        what: `a stroke of ${POINTS} points ${place}`,
        unit: 'bytes',
        ours: round(mine, 0),
        peer,
        theirs: round(theirs, 0),
        aim: `≤ ${most} ×`,
        isMet: mine <= most * theirs,
      });
    }
  }
  return findings;
}
