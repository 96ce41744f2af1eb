import { expect, test } from 'vitest';
import { faultsOf, planOf, type BroughtFile } from './brought-files.ts';

const normal: BroughtFile = {
  key: 0,
  file: new File(['%PDF-1.7'], 'a.pdf'),
  fault: undefined,
  title: 'Báo cáo',
  number: '',
  secrecy: 'normal',
};

test('a paper with secrecy is never sent, whoever brings it', () => {
  for (const secrecy of ['confidential', 'secret', 'topSecret'] as const) {
    const entry = { ...normal, secrecy };
    expect(planOf([entry], true)).toEqual({ upload: [], print: [entry] });
    expect(planOf([entry], false)).toEqual({ upload: [], print: [] });
  }
});

test('a file that can not be read is left out, but a secret one may still be written down', () => {
  const word = { ...normal, fault: 'officeFile' } as const;
  const secret = { ...word, secrecy: 'secret' } as const;
  expect(planOf([word, secret, normal], true)).toEqual({ upload: [normal], print: [secret] });
});

test.each([
  [{}, {}],
  [{ title: ' ' }, { title: 'titleMissing' }],
  [{ title: 'x'.repeat(301) }, { title: 'titleTooLong' }],
  [{ number: 'x'.repeat(81) }, { number: 'numberTooLong' }],
  [{ secrecy: 'secret' }, { number: 'numberMissing' }],
  [{ secrecy: 'secret', number: '05/TTr' }, {}],
] as const)('%j: %j', (change, faults) => {
  expect(faultsOf({ ...normal, ...change })).toEqual(faults);
});
