import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Icon, IconButton } from '../../../ui/index.ts';
import type { Carry } from './carry.ts';
import { useCarryView } from './useCarry.ts';

export interface CarryBarProps {
  readonly carry: Carry;
  /** Opens the list; absent while it is open. */
  readonly onOpen?: () => void;
}

/** A line over the pages: what to do while a place is chosen, and that marks from the version before wait for a look. */
export function CarryBar({ carry, onOpen }: CarryBarProps) {
  const { t } = useTranslation('annotation');
  const { unsure, orphans, placing } = useCarryView(carry);
  const [putOff, setPutOff] = useState(0);
  const { book } = carry;
  const isPlacing = placing !== null;
  useEffect(() => {
    if (!isPlacing) return undefined;
    const stop = (event: KeyboardEvent) => {
      if (event.key === 'Escape') book.beginPlacing(null);
    };
    addEventListener('keydown', stop);
    return () => removeEventListener('keydown', stop);
  }, [book, isPlacing]);
  const waiting = unsure.length + orphans.length;
  if (placing !== null) {
    return (
      <div role="status" className={BAR}>
        <Icon name="place" size={1.125} className="text-accent-ink" />
        {t(placing.mark.kind === 'text' ? 'carry.pointAtWord' : 'carry.pointAtPlace')}
        <Button size="sm" onPress={() => book.beginPlacing(null)}>
          {t('carry.cancelPlacing')}
        </Button>
      </div>
    );
  }
  if (waiting <= putOff || onOpen === undefined) return null;
  return (
    <div role="status" className={BAR}>
      <Icon name="warning" size={1.125} className="text-warn-ink" />
      {t('carry.waiting', { count: waiting })}
      <Button size="sm" variant="primary" onPress={onOpen}>
        {t('carry.look')}
      </Button>
      <IconButton icon="close" size="sm" label={t('carry.later')} onPress={() => setPutOff(waiting)} />
    </div>
  );
}

const BAR =
  'absolute inset-x-3 top-3 z-30 mx-auto flex w-fit max-w-[calc(100%-1.5rem)] flex-wrap items-center gap-2 rounded-lg border border-line bg-raised px-3 py-1.5 text-sm shadow-float';
