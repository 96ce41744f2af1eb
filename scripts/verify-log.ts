import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { LogFile, verifyLog, type LogFault, type LogReport } from '#protocol/meeting/log-file';
import type { Vote } from '#protocol/ballots/records';
import { baseOf, notCast, votesNeeded } from '#protocol/ballots/count';
import { VERIFYING } from './verifying.ts';

// `npm run verify-log -- FILE [--head HASH] [--key KEY]`: looks at a meeting's log that was taken out of the server, with
// nothing of the server: its chain, its signatures, and the counts of its votes from the ballots. HASH is the one under
// the minutes, or that a participant has kept; KEY the server's. Ends with 0 when all holds, with 1 when something was
// changed, with 2 when it can't tell. FILE may also be the file of approved minutes (hồ sơ biên bản), as a ZIP or as a folder:
// then the files in it and the signatures under them are looked at too.

const WORDS: Record<LogFault['is'], string> = {
  number: 'an event is missing here, or stands here twice',
  link: 'this event does not follow on the one before it',
  hash: 'this event was changed',
  payload: 'what this event says was changed',
  end: 'events are missing at the end, or were added',
  signature: 'the server that is named did not sign this log',
  closing: 'this is not the log that was signed when the meeting ended',
  unreadable: 'this event is not what its type says',
  roll: 'the roll names other voters than those who cast ballots',
  ballots: 'the ballots that were counted are not those that were cast',
  recount: 'the count was changed after it was published',
};

const { values, positionals } = parseArgs({
  options: { head: { type: 'string' }, key: { type: 'string' } },
  allowPositionals: true,
});
const [path] = positionals;
if (path === undefined || positionals.length > 1) {
  console.error('Say which file: npm run verify-log -- FILE [--head HASH] [--key KEY]');
  process.exit(2);
}
process.exitCode = await run(path);

async function run(file: string): Promise<number> {
  const bytes = await stat(file)
    .then((entry) => (entry.isDirectory() ? null : readFile(file)))
    .catch((error: Error) => error);
  if (bytes instanceof Error) {
    console.error(`The file could not be read: ${bytes.message}`);
    return 2;
  }
  const isZip = bytes?.subarray(0, 2).toString('latin1') === 'PK';
  if (bytes === null || isZip) {
    const { filesOf, tellMinutes } = await import('./verify-minutes.ts');
    const files = await filesOf(file, bytes);
    if (files === undefined) {
      console.error(
        'Không mở được tệp ZIP; tệp đã bị thay đổi. / The ZIP file cannot be opened: it was changed.',
      );
      return 1;
    }
    const { log, faults } = tellMinutes(files);
    if (log === undefined) return 1;
    const more = faultsOf(log.file, log.report);
    tell(log.file, log.report);
    return verdict([...faults, ...more]);
  }
  const log = parsed(bytes.toString('utf8'));
  if (log === undefined) {
    console.error(
      'This is not a log that Bàn Tròn has written, or it was changed so that it cannot be read.',
    );
    return 2;
  }
  const report = verifyLog(log, VERIFYING);
  tell(log, report);
  return verdict(faultsOf(log, report));
}

function verdict(faults: readonly string[]): 0 | 1 {
  for (const fault of faults) console.log(`CHANGED  ${fault}`);
  console.log(faults.length === 0 ? 'All holds.' : `${faults.length} found.`);
  return faults.length === 0 ? 0 : 1;
}

function faultsOf(log: LogFile, report: LogReport): string[] {
  const faults = report.faults.map(
    ({ is, seq }) => `${seq === null ? 'the log' : `event ${seq}`}: ${WORDS[is]}`,
  );
  if (values.key !== undefined && values.key !== log.seal.key)
    faults.push('the log: it was signed with another key than the one that you gave');
  if (values.head !== undefined && !log.events.some(({ hash }) => hash === values.head))
    faults.push('the log: the event whose hash you gave is not in it: this chain was built anew');
  return faults;
}

function parsed(text: string): LogFile | undefined {
  try {
    return LogFile.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function tell(log: LogFile, { state, votes, withheld, erased }: LogReport): void {
  console.log(state === undefined ? log.stream : `${state.fields.title} (${log.stream})`);
  const rest = [withheld > 0 ? `${withheld} withheld` : '', erased > 0 ? `${erased} erased` : ''];
  console.log(
    `${[`${log.events.length} events`, ...rest.filter((part) => part !== '')].join(', ')}, taken out ${new Date(log.takenAt).toISOString()}`,
  );
  console.log(`head  ${log.seal.hash}`);
  console.log(`key   ${log.seal.key}`);
  if (state?.seal != null) console.log(`ended ${state.seal.hash} (event ${state.seal.seq})`);
  for (const vote of votes) console.log(told(vote, withheld + erased > 0));
}

function told({ fields, count, status }: Vote, isPartial: boolean): string {
  const motion = fields.motion.split('\n')[0] ?? '';
  if (count === null)
    return `vote  ${motion}: ${isPartial && status === 'stopped' ? 'its count is withheld from this file' : status}`;
  const { numbers, outcome } = count;
  const labels = fields.method.is === 'motion' ? ['agree', 'disagree'] : fields.method.options;
  const options = labels.map((label, n) => `${label} ${numbers.options[n] ?? 0}`);
  const rest = [`blank ${numbers.blank}`, `not cast ${notCast(numbers)}`];
  const needed = votesNeeded(fields.rule, baseOf(fields.rule, numbers));
  const share = needed === null || fields.method.is === 'ranking' ? '' : `, needed ${needed}`;
  const isVoid = status === 'void' ? ' (void)' : '';
  return `vote  ${motion}${isVoid}: ${[...options, ...rest].join(', ')}${share}: ${outcome.is}`;
}
