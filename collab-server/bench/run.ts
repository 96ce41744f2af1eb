import { type AnchorResult, measureAnchor } from './anchor/measure.ts';
import { conduct, type ConductResult } from './conduct.ts';
import { fanOut, type FanOutResult } from './fan-out.ts';
import type { Finding, Report } from './finding.ts';
import { joinLarge, type JoinResult } from './join.ts';
import { storageCost } from './storage.ts';
import { votes, type VotesResult } from './votes.ts';

// Measures what the arguments name (`fan-out`, `join`, `storage`, `anchor`, `conduct`, `votes`), and reports to the process that started it.

const wanted = process.argv.slice(2);
const report = (name: string, findings: Finding[], details: unknown): void =>
  void process.send?.({ name, findings, details } satisfies Report);
process.once('disconnect', () => process.exit(130));

if (wanted.includes('fan-out')) {
  const measured = await fanOut();
  report('fan-out', fanOutFindings(measured.results, measured.fsyncMs), measured);
}
if (wanted.includes('join')) {
  const measured = await joinLarge();
  report('join', joinFindings(measured), measured);
}
if (wanted.includes('storage')) {
  const measured = await storageCost();
  const { fsyncMs, loneCommitMs } = measured;
  const lone: Finding = {
    what: 'one commit on the disk, median',
    unit: 'ms',
    ours: loneCommitMs.median,
    peer: 'one fdatasync of 4 KiB',
    theirs: fsyncMs.median,
    aim: null,
    isMet: null,
  };
  report('storage', [lone], measured);
}
if (wanted.includes('anchor')) {
  const measured = measureAnchor();
  report('anchor', anchorFindings(measured), measured);
}
if (wanted.includes('conduct')) {
  const measured = await conduct();
  report('conduct', conductFindings(measured), measured);
}
if (wanted.includes('votes')) {
  const measured = await votes();
  report('votes', votesFindings(measured), measured);
}
process.removeAllListeners('disconnect');
process.disconnect?.();

function fanOutFindings(results: readonly FanOutResult[], fsyncMs: number): Finding[] {
  const findings: Finding[] = [];
  for (const ours of results.filter(({ server }) => server === 'ours')) {
    const rate = ours.updatesPerSecond;
    const to = `${rate} updates/s to 100`;
    for (const theirs of results.filter(
      ({ server, updatesPerSecond }) => server !== 'ours' && updatesPerSecond === rate,
    )) {
      const share = theirs.server === 'hocuspocus' ? 0.8 : 0.6;
      const cpu = ours.cpuMicrosecondsPerUpdate;
      const hasAim = rate === 800;
      findings.push(
        {
          what: `CPU per update, ${to}`,
          unit: 'µs',
          ours: cpu,
          peer: theirs.server,
          theirs: theirs.cpuMicrosecondsPerUpdate,
          aim: hasAim ? `≤ ${share} ×` : null,
          isMet: hasAim ? cpu <= share * theirs.cpuMicrosecondsPerUpdate : null,
        },
        {
          what: `p50, ${to}`,
          unit: 'ms',
          ours: ours.p50,
          peer: theirs.server,
          theirs: theirs.p50,
          aim: null,
          isMet: null,
        },
      );
      const isHocuspocus = theirs.server === 'hocuspocus';
      findings.push({
        what: `p99, ${to}`,
        unit: 'ms',
        ours: ours.p99,
        peer: theirs.server,
        theirs: theirs.p99,
        aim: isHocuspocus ? `≤ theirs + two fsyncs of ${fsyncMs} ms` : null,
        isMet: isHocuspocus ? ours.p99 <= theirs.p99 + 2 * fsyncMs : null,
      });
      findings.push({
        what: `delivered, ${to}`,
        unit: '%',
        ours: percent(ours.delivered),
        peer: theirs.server,
        theirs: percent(theirs.delivered),
        aim: '100 %',
        isMet: ours.delivered === 1,
      });
    }
  }
  return findings;
}

function percent(share: number): number {
  return Math.round(share * 10_000) / 100;
}

function joinFindings(results: readonly JoinResult[]): Finding[] {
  const of = (name: JoinResult['server']): number => {
    const found = results.find(({ server }) => server === name);
    if (found === undefined) throw new Error(`${name} was not joined`);
    return found.ms;
  };
  const [ours, theirs] = [of('ours'), of('y-websocket')];
  return [
    {
      what: 'join of 10,000 strokes',
      unit: 'ms',
      ours,
      peer: 'y-websocket, nested maps',
      theirs,
      aim: '≤ 0.35 ×',
      isMet: ours <= 0.35 * theirs,
    },
  ];
}

function anchorFindings({ heldOut, tuning, ms, pages }: AnchorResult): Finding[] {
  const share = (
    what: string,
    ours: number,
    aim: string | null = null,
    isMet: boolean | null = null,
  ): Finding => ({
    what,
    unit: '%',
    ours,
    peer: null,
    theirs: null,
    aim,
    isMet,
  });
  return [
    share(
      'marks placed right, of those whose words are still there',
      heldOut.right,
      '≥ 90 %',
      heldOut.right >= 90,
    ),
    share('marks placed wrong, of all', heldOut.wrong, '≤ 0.5 %', heldOut.wrong <= 0.5),
    share('placed wrong, of those called exact', heldOut.wrongOfExact),
    share('orphaned though the words are there', heldOut.orphanedThoughThere),
    share('orphaned, of those whose words are gone', heldOut.goneOrphaned),
    share('placed right on the half that was adjusted on', tuning.right),
    share('placed wrong on the half that was adjusted on', tuning.wrong),
    {
      what: `200 marks on a paper of ${pages} pages`,
      unit: 'ms',
      ours: ms,
      peer: null,
      theirs: null,
      aim: '≤ 1000 ms',
      isMet: ms <= 1000,
    },
  ];
}

/** Without a peer: we know of none whose commands could be timed in the same way. */
function conductFindings({
  answered,
  counted,
  asking,
  back,
  longMeeting,
  verified,
}: ConductResult): Finding[] {
  return [
    line('roll call of 200, 40 ask to speak: p50 to the durable answer', 'ms', answered.p50, null, null),
    line('p99', 'ms', answered.p99, '≤ 250 ms', answered.p99 <= 250),
    line('counted as present, once each', 'people', counted, '200', counted === 200),
    line('asking to speak', 'people', asking, '40', asking === 40),
    line(`back after ${back.events} events`, 'ms', back.ms, null, null),
    line('messages that it took', '', back.messages, '2 in one round trip', back.messages === 2),
    line(
      `joining ${longMeeting.events} events, the first after a start`,
      'ms',
      longMeeting.cold,
      '≤ 300 ms',
      longMeeting.cold <= 300,
    ),
    line('joining it again', 'ms', longMeeting.warm, null, null),
    line('verifying its log, the whole command', 'ms', verified, '≤ 3 s', verified <= 3000),
  ];
}

/** The same of votes. */
function votesFindings({ hall, congress }: VotesResult): Finding[] {
  return [
    line('200 vote in secret within 2 s: p50 to the durable answer', 'ms', hall.p50, null, null),
    line('p99', 'ms', hall.p99, '≤ 250 ms', hall.p99 <= 250),
    line('counted, once each', 'ballots', hall.counted, '200', hall.counted === 200),
    line('from the stop to the result', 'ms', hall.result, null, null),
    line(
      '2,000 vote in secret within 20 s, over HTTP: refused',
      '',
      congress.refused,
      '0',
      congress.refused === 0,
    ),
    line('p99', 'ms', congress.p99, null, null),
    line('counted, once each', 'ballots', congress.counted, '2000', congress.counted === 2000),
    line('from the stop to the result', 'ms', congress.result, null, null),
  ];
}

function line(what: string, unit: string, ours: number, aim: string | null, isMet: boolean | null): Finding {
  return { what, unit, ours, peer: null, theirs: null, aim, isMet };
}
