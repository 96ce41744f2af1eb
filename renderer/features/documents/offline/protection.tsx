import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeviceCopy } from '../../../sync/device/current-copy.ts';
import { usePlatform } from '../../../sync/platform-context.ts';
import { Notice } from '../../../ui/index.ts';

/** Whether others who get hold of this device could read what is taken along. */
export function Protection() {
  const { t } = useTranslation('documents');
  const { kind } = usePlatform();
  const isProtected = useIsProtected();
  if (isProtected === null) return null;
  if (isProtected) return <p className="text-sm text-ink-muted">{t('offline.protected')}</p>;
  return (
    <Notice tone="warn">
      {t(kind === 'desktop' ? 'offline.unprotectedDesktop' : 'offline.unprotectedBrowser')}
    </Notice>
  );
}

/** Whether what this device keeps is encrypted with a key that the operating system protects; null until it has said. */
function useIsProtected(): boolean | null {
  const copy = useDeviceCopy();
  const [isProtected, setProtected] = useState<boolean | null>(null);
  useEffect(() => {
    if (copy === null) return undefined;
    let isHere = true;
    copy.isProtected().then(
      (is) => isHere && setProtected(is),
      () => isHere && setProtected(false),
    );
    return () => {
      isHere = false;
    };
  }, [copy]);
  return isProtected;
}

/** For the desktop's first screen: says it when marks and papers are kept without the protection that one expects of it. */
export function UnprotectedNotice() {
  const { t } = useTranslation('documents');
  const { kind } = usePlatform();
  const isProtected = useIsProtected();
  if (kind !== 'desktop' || isProtected !== false) return null;
  return <Notice tone="warn">{t('offline.unprotectedDesktop')}</Notice>;
}
