import { meetingApi } from '#protocol/meeting/api';
import type { MeetingState } from '#protocol/meeting/records';
import { BUNDLE_FILES, signedPdfName } from '#protocol/minutes/bundle';
import { api } from '../../../sync/api-client.ts';
import { makeDocument, readSnapshot } from '../../administrative-document/index.ts';
import { fetchMinutesFile } from '../finishing/minutes-files.ts';
import { askSigningWorker } from './ask-signing-worker.ts';

/** Everything that is needed to verify approved minutes elsewhere, as one ZIP. Throws `AppError`, `Unreachable`, or what broke. */
export async function minutesBundle(state: MeetingState): Promise<Blob> {
  const { id, minutes } = state;
  const { approved, signatures } = minutes;
  if (approved === null) throw new Error('nothing is approved');
  const [pdf, snapshot, log, ...signed] = await Promise.all([
    fetchMinutesFile(id, approved.pdf),
    fetchMinutesFile(id, approved.snapshot),
    api.call(meetingApi.log, { params: { meeting: id } }),
    ...signatures.map(async (signature, n): Promise<[string, Uint8Array] | null> =>
      signature.pdf === null ? null : [signedPdfName(n + 1), await fetchMinutesFile(id, signature.pdf)],
    ),
  ]);
  const files = new Map<string, Uint8Array>([
    [BUNDLE_FILES.pdf, pdf],
    ...signed.filter((entry) => entry !== null),
    [BUNDLE_FILES.snapshot, snapshot],
    [BUNDLE_FILES.log, new TextEncoder().encode(JSON.stringify(log))],
    [BUNDLE_FILES.readMe, new TextEncoder().encode(READ_ME)],
  ]);
  const document = readSnapshot(snapshot);
  const word = document === undefined ? undefined : await makeDocument(document, 'docx');
  if (word?.ok === true) files.set(BUNDLE_FILES.docx, new Uint8Array(await word.file.arrayBuffer()));
  const news = await askSigningWorker({ is: 'bundle', files });
  if (news.is !== 'bytes') throw new Error('the files could not be put together');
  return new Blob([news.bytes], { type: 'application/zip' });
}

/** In both languages: whoever opens the file may not be whoever took it. */
const READ_ME = `HỒ SƠ BIÊN BẢN

${BUNDLE_FILES.pdf}: biên bản đã duyệt. Chữ ký được tính trên đúng tệp này và trên ${BUNDLE_FILES.snapshot}.
${signedPdfName(1)}, ${signedPdfName(2)} (nếu có): biên bản có thêm chữ ký số trong PDF, mở được bằng phần mềm đọc PDF.
${BUNDLE_FILES.snapshot}: nội dung biên bản đã duyệt, dạng dữ liệu.
${BUNDLE_FILES.docx}: bản Word để tra cứu, sao chép; tệp này không được ký.
${BUNDLE_FILES.log}: nhật ký phiên họp, có việc duyệt và các chữ ký.
${BUNDLE_FILES.manifest}: danh sách tệp và mã kiểm tra.

Kiểm tra mà không cần máy chủ: trong thư mục chương trình Bàn Tròn, chạy
  npm run verify-log -- ĐƯỜNG-DẪN-TỆP-ZIP
Thêm --key KHÓA để chắc chắn nhật ký là của máy chủ cơ quan mình (hỏi quản trị viên khóa này qua kênh khác).

THE FILE OF THE MINUTES

${BUNDLE_FILES.pdf}: the approved minutes. The signatures stand under this very file and ${BUNDLE_FILES.snapshot}.
${signedPdfName(1)}, ${signedPdfName(2)} (if there): the minutes with signatures inside the PDF, for any PDF reader.
${BUNDLE_FILES.snapshot}: what was approved, as data.
${BUNDLE_FILES.docx}: a Word copy to work with; it is not signed.
${BUNDLE_FILES.log}: the log of the meeting with the approval and the signatures.
${BUNDLE_FILES.manifest}: the files and their checksums.

To verify without the server, in the folder of the program Bàn Tròn:
  npm run verify-log -- PATH-OF-THE-ZIP
Add --key KEY to be sure that the log is your own server's (ask the administrator for the key by another way).
`;
