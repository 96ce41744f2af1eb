import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingState } from '#protocol/meeting/records';
import { minutesApi } from '#protocol/minutes/api';
import { nextSigner } from '#protocol/minutes/decide';
import { nextStatement, pdfToSign, statementBytes } from '#protocol/minutes/signing';
import { AppError } from '#protocol/wire/codes';
import type { Hash } from '#protocol/wire/ids';
import type { DeviceKey } from '../../../platform/index.ts';
import { api } from '../../../sync/api-client.ts';
import { useErrorText } from '../../../sync/error-text.ts';
import { usePlatform } from '../../../sync/platform-context.ts';
import { useMe } from '../../../sync/session.ts';
import {
  Button,
  Checkbox,
  Dialog,
  FileButton,
  Form,
  formatDateTime,
  Notice,
  PasswordField,
  useLanguage,
} from '../../../ui/index.ts';
import { fetchMinutesFile, putMinutesFile } from '../finishing/minutes-files.ts';
import { askSigningWorker } from './ask-signing-worker.ts';
import type { CertificateFault } from './certificate-file.ts';

export interface SignMinutesDialogProps {
  readonly state: MeetingState;
  /** By the server's clock, milliseconds. */
  readonly now: number;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Bytes of a certificate file: they have a few thousand. */
const MOST = 1_000_000;

type Fault =
  | { readonly at: 'password' | 'certificate' | 'all'; readonly text: string }
  | { readonly at: 'certificatePassword'; readonly text: string };

/** Ký biên bản: says what is signed, and signs it with one's password; with a certificate file into the PDF, too. */
export function SignMinutesDialog({ state, now, run, onClose }: SignMinutesDialogProps) {
  const { t } = useTranslation('minutes');
  const language = useLanguage();
  const errorText = useErrorText();
  // As it stood when the dialog was opened: what is shown is what is signed.
  const [{ minutes, as }] = useState(() => ({ minutes: state.minutes, as: nextSigner(state) }));
  const { approved, signatures } = minutes;
  const { device, own } = useDeviceKey(state);
  const me = useMe();
  const asksPassword = own?.isRegistered !== true;
  const [password, setPassword] = useState('');
  const [inPdf, setInPdf] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [filePassword, setFilePassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  if (approved === null || as === null) return null;

  /** The PDF with the signature in it, on the server; or why there is none. */
  const signedPdf = async (certificate: File): Promise<Hash | Fault> => {
    const base = pdfToSign(minutes);
    if (base === undefined || certificate.size > MOST) return certificateFault('notCertificate');
    const news = await askSigningWorker({
      is: 'sign',
      pdf: await fetchMinutesFile(state.id, base),
      file: new Uint8Array(await certificate.arrayBuffer()),
      password: filePassword,
      now,
    });
    if (news.is === 'bytes') return putMinutesFile(state.id, new Blob([news.bytes]));
    return certificateFault(news.is === 'fault' ? news.code : 'broken');
  };
  const certificateFault = (code: CertificateFault | 'broken'): Fault => ({
    at: code === 'certificatePassword' ? 'certificatePassword' : 'certificate',
    text: t(`signing.fault.${code}`),
  });
  /** With the key of this device, which is registered with the password the first time; otherwise with that in the keystore. */
  const signature = async (pdf: Hash | null): Promise<{ key: string; signature: string } | null> => {
    if (device === null || own === null) {
      return api.call(minutesApi.signature, {
        params: { meeting: state.id },
        body: { approved: { snapshot: approved.snapshot, pdf: approved.pdf }, pdf, password },
      });
    }
    if (!own.isRegistered) await api.call(minutesApi.registerKey, { body: { key: own.key, password } });
    const statement = nextStatement({ ...state, minutes }, me.id, pdf);
    const made = statement === undefined ? null : await device.sign(statementBytes(statement));
    return made === null ? null : { key: own.key, signature: made };
  };
  const signed = async (): Promise<Fault | null> => {
    if (asksPassword && password === '') return { at: 'password', text: t('signing.passwordMissing') };
    if (inPdf && file === null) return { at: 'certificate', text: t('signing.fileMissing') };
    try {
      const pdf = inPdf && file !== null ? await signedPdf(file) : null;
      if (pdf !== null && typeof pdf === 'object') return pdf;
      const made = await signature(pdf);
      if (made === null) return { at: 'all', text: t('signing.deviceKeyGone') };
      if (await run({ type: 'minutes.sign', ...made, pdf })) onClose();
      return null;
    } catch (error) {
      const isPassword = error instanceof AppError && error.code === 'wrongPassword';
      if (isPassword) return { at: 'password', text: t('signing.passwordWrong') };
      return { at: 'all', text: errorText(error) };
    }
  };
  const sign = async () => {
    setBusy(true);
    setFault(null);
    setFault(await signed());
    setBusy(false);
  };
  const errorAt = (at: Fault['at']) => (fault?.at === at ? { error: fault.text } : {});
  return (
    <Dialog
      title={t('signing.title')}
      isOpen
      onClose={onClose}
      isBusy={busy}
      footer={
        <>
          <Button isDisabled={busy} onPress={onClose}>
            {t('finishing.cancel')}
          </Button>
          <Button type="submit" form="sign-minutes" variant="primary" icon="pen" isPending={busy}>
            {t('signing.sign')}
          </Button>
        </>
      }
    >
      <Form id="sign-minutes" onSubmit={sign}>
        <p>
          {t('signing.what', {
            title: state.fields.title,
            role: t(`signing.role.${as}`),
            time: formatDateTime(approved.at, language),
          })}
        </p>
        <p className="text-sm text-ink-muted">
          {t(signatures.length === 0 ? 'signing.first' : 'signing.second')}
        </p>
        <div>
          <p className="text-sm text-ink-muted">{t('signing.code')}</p>
          {/* In groups, so that two people can read it to each other. */}
          <p className="font-mono text-sm break-words">{(approved.pdf.match(/.{8}/gu) ?? []).join(' ')}</p>
        </div>
        {fault?.at === 'all' ? <Notice tone="error">{fault.text}</Notice> : null}
        {asksPassword ? (
          <PasswordField
            autoFocus
            label={t('signing.password')}
            description={t(own === null ? 'signing.passwordHint' : 'signing.deviceFirst')}
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            {...errorAt('password')}
          />
        ) : (
          <p>{t('signing.deviceKey')}</p>
        )}
        <Checkbox isSelected={inPdf} onChange={setInPdf}>
          {t('signing.alsoInPdf')}
        </Checkbox>
        {inPdf ? (
          <div className="flex flex-col gap-3">
            <p className="text-sm text-ink-muted">{t('signing.fileHint')}</p>
            <div className="flex flex-wrap items-center gap-3">
              <FileButton
                accept={['.p12', '.pfx', 'application/x-pkcs12']}
                icon="upload"
                onFiles={([chosen]) => setFile(chosen ?? null)}
              >
                {t('signing.chooseFile')}
              </FileButton>
              <span className="break-all">{file?.name ?? t('signing.noFile')}</span>
            </div>
            {fault?.at === 'certificate' ? <Notice tone="error">{fault.text}</Notice> : null}
            <PasswordField
              label={t('signing.filePassword')}
              autoComplete="off"
              value={filePassword}
              onChange={setFilePassword}
              {...errorAt('certificatePassword')}
            />
          </div>
        ) : null}
      </Form>
    </Dialog>
  );
}

interface OwnKey {
  readonly key: string;
  /** Whether the server knows that it is this person's. */
  readonly isRegistered: boolean;
}

/** The key that this device keeps for whoever uses it; `own` is null where it keeps none, and until that is known. */
function useDeviceKey({ id }: Pick<MeetingState, 'id'>): {
  readonly device: DeviceKey | null;
  readonly own: OwnKey | null;
} {
  const platform = usePlatform();
  const me = useMe();
  const { origin } = api.connection();
  const device = platform.signingKey(origin, me.id);
  const { data } = useQuery({
    queryKey: ['device key', origin, me.id],
    enabled: device !== null,
    // Whether it is registered may have changed elsewhere.
    gcTime: 0,
    queryFn: async (): Promise<OwnKey | null> => {
      const key = (await device?.publicKey()) ?? null;
      if (key === null) return null;
      const { keys } = await api.call(minutesApi.keys, { params: { meeting: id } });
      return { key, isRegistered: keys.some((one) => one.key === key && one.isCurrent) };
    },
  });
  return { device, own: data ?? null };
}
