import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnsavedMarks } from '../../features/annotation/index.ts';
import { Icon } from '../../ui/index.ts';

/**
 * A line under the top bar while marks are on this device only; the window asks before it closes. A meeting's room does
 * both itself.
 */
export function UnsavedNotice() {
  const { t } = useTranslation('app');
  const unsaved = useUnsavedMarks();
  const isUnsaved = unsaved > 0;
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isUnsaved]);
  if (unsaved === 0) return null;
  return (
    <p
      role="status"
      className="flex shrink-0 items-center gap-3 border-b border-warn/50 bg-warn-soft px-4 py-2 text-sm"
    >
      <Icon name="devices" className="text-warn-ink" />
      {t('unsaved.text', { count: unsaved })}
    </p>
  );
}
