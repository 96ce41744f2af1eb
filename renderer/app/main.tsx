import '../ui/theme.css';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { currentPlatform } from '../platform/index.ts';
import { api } from '../sync/api-client.ts';
import { currentCopy } from '../sync/device/current-copy.ts';
import { DeviceCopies } from '../sync/device/device-copies.ts';
import { webDigest } from '../sync/meeting-log.ts';
import { mayBeUnsaved } from '../sync/pending-marks.ts';
import { openSession } from '../sync/session.ts';
import { App, Frame } from './App.tsx';
import { applyDisplay, currentDisplay } from './display.ts';
import { ServerPage } from './entry/ServerPage.tsx';
import { startI18n } from './i18n.ts';

async function start(): Promise<void> {
  applyDisplay();
  const element = document.getElementById('root');
  if (element === null) throw new Error('#root is missing');
  const root = createRoot(element);
  const platform = currentPlatform();
  const show = (screen: ReactNode) => {
    root.render(
      <StrictMode>
        <Frame platform={platform}>{screen}</Frame>
      </StrictMode>,
    );
  };
  const [origin] = await Promise.all([platform.serverAddress(), startI18n(currentDisplay().language)]);
  if (origin === null) {
    show(<ServerPage />);
    return;
  }
  const session = openSession(api, {
    origin,
    holder: platform.sessionHolder,
    tokens: platform.tokens(origin),
    copies: new DeviceCopies({
      api,
      slot: currentCopy,
      openStore: (person) => platform.offlineStore(origin, person),
      digest: webDigest(),
      mayBeUnsaved: (person, room) => mayBeUnsaved(localStorage, origin, person, room),
    }),
  });
  show(<App session={session} />);
  await session.start();
}

void start();
