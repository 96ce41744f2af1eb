/** A meeting as an entry of somebody's calendar. Times in milliseconds since 1970. */
export interface CalendarEntry {
  /** The same for every version of the entry. */
  readonly uid: string;
  /** Higher in every version that follows. */
  readonly sequence: number;
  readonly writtenAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly summary: string;
  readonly location: string;
  readonly description: string;
  readonly url: string;
  readonly organiser: { readonly name: string; readonly address: string };
  /** The receiver, and nobody else: addresses aren't for colleagues. */
  readonly attendee: { readonly name: string; readonly address: string };
}

/** The entry as an iCalendar invitation (RFC 5545, 5546: METHOD:REQUEST), with CRLF and folded lines. */
export function calendarRequest(entry: CalendarEntry): string {
  const { organiser, attendee } = entry;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Ban Tron//Ban Tron//VI',
    'CALSCALE:GREGORIAN',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${utc(entry.writtenAt)}`,
    `DTSTART:${utc(entry.startsAt)}`,
    `DTEND:${utc(entry.endsAt)}`,
    `SUMMARY:${text(entry.summary)}`,
    ...(entry.location === '' ? [] : [`LOCATION:${text(entry.location)}`]),
    `DESCRIPTION:${text(entry.description)}`,
    `URL:${entry.url}`,
    `ORGANIZER;CN=${quoted(organiser.name)}:mailto:${organiser.address}`,
    // The answer is given in the meeting, not by mail.
    `ATTENDEE;CN=${quoted(attendee.name)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:${attendee.address}`,
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** 20260106T010000Z */
function utc(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function text(value: string): string {
  return value
    .normalize('NFC')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll(/\r?\n/g, String.raw`\n`);
}

/** The value of a parameter, in which no quotation mark and no line break can stand. */
function quoted(value: string): string {
  return `"${value.normalize('NFC').replaceAll('"', '’').replaceAll(/\s+/g, ' ')}"`;
}

/** Most bytes of a line without its end. */
const LINE_BYTES = 75;

/** Long lines go on after a line end and a blank. A letter of several bytes is never torn apart. */
function folded(line: string): string {
  let out = '';
  let bytes = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > LINE_BYTES) {
      out += '\r\n ';
      bytes = 1;
    }
    out += letter;
    bytes += size;
  }
  return out;
}
