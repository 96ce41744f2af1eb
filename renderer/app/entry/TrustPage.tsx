import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, LinkButton, Select } from '../../ui/index.ts';
import { EntryLayout } from './EntryLayout.tsx';

const systems = ['windows', 'macos', 'linux', 'android', 'ios'] as const;
type System = (typeof systems)[number];
const names: Record<System, string> = {
  windows: 'Windows',
  macos: 'macOS',
  linux: 'Linux',
  android: 'Android',
  ios: 'iPhone, iPad',
};

function thisSystem(): System {
  const agent = navigator.userAgent;
  if (/iPhone|iPad/u.test(agent)) return 'ios';
  if (/Android/u.test(agent)) return 'android';
  if (/Mac OS/u.test(agent)) return 'macos';
  return /Linux/u.test(agent) ? 'linux' : 'windows';
}

/** How to make a machine trust the certificate that the organisation issued for its server. */
export function TrustPage() {
  const { t } = useTranslation('app');
  const [system, setSystem] = useState<System>(thisSystem);
  const sections = [
    { title: t('trust.whyTitle'), text: t('trust.why') },
    { title: t('trust.getTitle'), text: t('trust.get') },
    { title: t('trust.checkTitle'), text: t('trust.check') },
  ];
  return (
    <EntryLayout title={t('trust.title')} lead={t('trust.lead')} wide>
      {sections.map((section) => (
        <section key={section.title}>
          <h2 className="text-lg">{section.title}</h2>
          <p className="mt-1">{section.text}</p>
        </section>
      ))}
      <section>
        <h2 className="text-lg">{t('trust.installTitle')}</h2>
        <Select
          className="mt-2 max-w-xs"
          label={t('trust.platform')}
          choices={systems.map((id) => ({ id, label: names[id] }))}
          value={system}
          onChange={setSystem}
        />
        <p className="mt-3">{t(`trust.${system}`)}</p>
      </section>
      <section>
        <h2 className="text-lg">{t('trust.undoTitle')}</h2>
        <p className="mt-1">{t('trust.undo')}</p>
      </section>
      <div className="flex flex-wrap gap-2">
        <Button icon="chevron-left" onPress={() => history.back()}>
          {t('setup.back')}
        </Button>
        <LinkButton href="/" icon="home" variant="quiet">
          {t('failure.home')}
        </LinkButton>
      </div>
    </EntryLayout>
  );
}
