import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isOver } from '#protocol/meeting/rights';
import type { Proxy } from '#protocol/ballots/records';
import { Button, cx, formatTime, IconButton, NumberField, useLanguage } from '../../ui/index.ts';
import type { VotePreparing } from './ballot-use.ts';
import { ProxyDialog } from './ProxyDialog.tsx';
import { proxiesNow, proxyPeople } from './vote-view.ts';

/** Who votes for whom: one's own proxy, and for chair and secretaries all of them with the rule. */
export function ProxySection({ use, isIn }: { readonly use: VotePreparing; readonly isIn: 'room' | 'page' }) {
  const { t } = useTranslation('ballots');
  const { state, me, now, nameOf, run, canPrepare } = use;
  const [giving, setGiving] = useState<'own' | 'other' | null>(null);
  const { rules } = state.voting;
  const { all, own, held } = proxiesNow(state, me, now);
  const mayGive = !isOver(state) && rules.proxies > 0 && proxyPeople(state).givers.includes(me);
  if (!canPrepare && rules.proxies === 0 && all.length === 0) return null;
  return (
    <section
      aria-label={t('proxy.title')}
      className={cx('flex flex-col gap-3', isIn === 'room' ? 'px-4 py-3' : 'p-5')}
    >
      <h3 className={isIn === 'room' ? 'text-sm font-semibold' : 'text-base font-semibold'}>
        {t('proxy.title')}
      </h3>
      {canPrepare ? (
        <NumberField
          label={t('proxy.rule')}
          description={t(rules.proxies === 0 ? 'proxy.ruleNone' : 'proxy.ruleHelp')}
          className="max-w-72"
          minValue={0}
          maxValue={20}
          value={rules.proxies}
          onChange={(value) =>
            void run({
              type: 'vote.setRules',
              rules: { proxies: Number.isNaN(value) ? 0 : Math.round(value) },
            })
          }
        />
      ) : (
        <p className="text-sm text-ink-muted">{t('proxy.limit', { count: rules.proxies })}</p>
      )}
      {own === undefined ? null : <p className="text-sm">{t('proxy.given', { name: nameOf(own.to) })}</p>}
      {held.length === 0 ? null : (
        <p className="text-sm">
          {t('proxy.held', { names: held.map(({ from }) => nameOf(from)).join(', ') })}
        </p>
      )}
      <div className="flex flex-wrap gap-1.5 empty:hidden">
        {own === undefined ? null : (
          <Button size="sm" icon="undo" onPress={() => void run({ type: 'proxy.recall', from: me })}>
            {t('proxy.recall')}
          </Button>
        )}
        {mayGive && own === undefined && held.length === 0 ? (
          <Button size="sm" icon="ballot" onPress={() => setGiving('own')}>
            {t('proxy.give')}
          </Button>
        ) : null}
        {canPrepare && rules.proxies > 0 ? (
          <Button size="sm" icon="edit" onPress={() => setGiving('other')}>
            {t('proxy.record')}
          </Button>
        ) : null}
      </div>
      {all.length === 0 ? null : <ProxyList use={use} proxies={all} />}
      {giving === null ? null : (
        <ProxyDialog use={use} from={giving === 'own' ? me : null} onClose={() => setGiving(null)} />
      )}
    </section>
  );
}

function ProxyList({ use, proxies }: { readonly use: VotePreparing; readonly proxies: readonly Proxy[] }) {
  const { t } = useTranslation('ballots');
  const language = useLanguage();
  const { nameOf, run, canPrepare } = use;
  return (
    <ul
      aria-label={t('proxy.list')}
      className="flex flex-col divide-y divide-line border-y border-line text-sm"
    >
      {proxies.map(({ from, to, until }) => (
        <li key={from} className="flex items-center gap-2 py-1.5">
          <span className="min-w-0 flex-1">
            {t('proxy.line', { from: nameOf(from), to: nameOf(to) })}
            <span className="figures block text-ink-muted">
              {until === null ? t('proxy.untilEnd') : t('proxy.until', { time: formatTime(until, language) })}
            </span>
          </span>
          {canPrepare ? (
            <IconButton
              icon="close"
              size="sm"
              label={t('proxy.recallOf', { name: nameOf(from) })}
              onPress={() => void run({ type: 'proxy.recall', from })}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
