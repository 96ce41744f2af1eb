import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MeetingState } from '#protocol/meeting/records';
import { minutesApi } from '#protocol/minutes/api';
import { nextSigner } from '#protocol/minutes/decide';
import type { MinutesSignature } from '#protocol/minutes/records';
import { statementBytes, statementsOf } from '#protocol/minutes/signing';
import type { PersonId } from '#protocol/wire/ids';
import { api } from '../../../sync/api-client.ts';
import { Badge, type BadgeProps, formatDateTime, useLanguage } from '../../../ui/index.ts';
import { askSigningWorker } from './ask-signing-worker.ts';

export interface SignatureListProps {
  readonly state: MeetingState;
  /** The approved PDF as it is shown. */
  readonly pdf: Uint8Array;
  readonly nameOf: (person: PersonId) => string;
}

/** `otherKey`: it holds, but the server knows another key of theirs; `unknown`: it couldn't be checked. */
type Verdict = 'holds' | 'broken' | 'otherKey' | 'checking' | 'unknown';

const TONES: Record<Verdict, NonNullable<BadgeProps['tone']>> = {
  holds: 'ok',
  broken: 'warn',
  otherKey: 'warn',
  checking: 'neutral',
  unknown: 'warn',
};

/** Who signed as what and when, whether their signatures hold under the pages that are shown, and who is next. */
export function SignatureList({ state, pdf, nameOf }: SignatureListProps) {
  const { t } = useTranslation('minutes');
  const language = useLanguage();
  const { signatures } = state.minutes;
  const verdictOf = useVerdicts(state, pdf);
  const next = state.minutes.approved === null ? null : nextSigner(state);
  return (
    <section aria-label={t('signing.list')}>
      <h2 className="text-sm font-semibold">{t('signing.list')}</h2>
      <ul className="mt-2 flex flex-col gap-2">
        {signatures.map((signature) => {
          const verdict = verdictOf(signature);
          return (
            <li key={signature.signature} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <span className="font-medium">{nameOf(signature.person)}</span>
              <span className="text-ink-muted">
                {t('signing.asAt', {
                  role: t(`signing.role.${signature.as}`),
                  time: formatDateTime(signature.at, language),
                })}
              </span>
              <Badge tone={TONES[verdict]}>{t(`signing.verdict.${verdict}`)}</Badge>
              {signature.pdf === null ? null : <Badge tone="neutral">{t('signing.inPdf')}</Badge>}
              <span className="w-full text-sm break-all text-ink-muted">
                {t('signing.keyIs')} <span className="font-mono">{signature.key}</span>
              </span>
            </li>
          );
        })}
        {next === null ? null : (
          <li className="text-ink-muted">{t('signing.waits', { role: t(`signing.role.${next}`) })}</li>
        )}
      </ul>
    </section>
  );
}

function useVerdicts(state: MeetingState, pdf: Uint8Array): (signature: MinutesSignature) => Verdict {
  const { id, minutes } = state;
  const { approved, signatures } = minutes;
  const { data, isPending } = useQuery({
    queryKey: ['signatures', id, approved?.at, signatures.map(({ signature }) => signature).join(' ')],
    enabled: signatures.length > 0,
    queryFn: async () => {
      if (approved === null) return null;
      const stated = statementsOf(id, minutes);
      const claims = stated.map(({ signature: { key, signature }, statement }) => ({
        bytes: statementBytes(statement),
        key,
        signature,
      }));
      const [{ keys }, news] = await Promise.all([
        api.call(minutesApi.keys, { params: { meeting: id } }),
        askSigningWorker({ is: 'check', pdf, hash: approved.pdf, claims }),
      ]);
      if (news.is !== 'checked') return null;
      return stated.map(({ signature }, n): [string, Verdict] => {
        const isKnown = keys.some(({ person, key }) => person === signature.person && key === signature.key);
        const verdict = !news.isFile || news.holds[n] !== true ? 'broken' : isKnown ? 'holds' : 'otherKey';
        return [signature.signature, verdict];
      });
    },
  });
  const known = new Map(data ?? []);
  return ({ signature }) => known.get(signature) ?? (isPending ? 'checking' : 'unknown');
}
