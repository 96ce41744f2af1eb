import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ROOT } from './project.ts';

// Writes the sample meeting's papers to assets/sample, printed by Chromium from the text below, as Word would have.
// Run after their text has changed: node scripts/run.mjs sample-papers (Debian: apt-get install fonts-liberation)

type Block =
  | { readonly heading: string }
  | { readonly text: string }
  | { readonly list: readonly string[] }
  | { readonly table: readonly (readonly string[])[]; readonly widths: readonly number[] }
  | { readonly bars: readonly (readonly [string, number])[]; readonly unit: string };

interface PaperText {
  readonly file: string;
  readonly office: string;
  readonly number: string;
  readonly date: string;
  readonly kind: string;
  readonly about: string;
  readonly blocks: readonly Block[];
  readonly signedBy: readonly [string, string];
}

const PAPERS: readonly PaperText[] = [
  {
    file: 'to-trinh-chuyen-doi-so.pdf',
    office: 'VỤ KẾ HOẠCH',
    number: 'Số: 125/TTr-VKH',
    date: 'Hà Nội, ngày 16 tháng 11 năm 2026',
    kind: 'TỜ TRÌNH',
    about: 'Về Kế hoạch chuyển đổi số giai đoạn 2026–2030',
    signedBy: ['VỤ TRƯỞNG', 'Lê Quang Ánh'],
    blocks: [
      { text: 'Kính gửi: Lãnh đạo Bộ.' },
      {
        text: 'Thực hiện nhiệm vụ được giao tại phiên họp giao ban tháng 10, Vụ Kế hoạch đã phối hợp với các đơn vị thuộc Bộ và Sở Kế hoạch các tỉnh xây dựng dự thảo Kế hoạch chuyển đổi số giai đoạn 2026–2030. Vụ kính trình Lãnh đạo Bộ xem xét các nội dung sau.',
      },
      { heading: 'I. SỰ CẦN THIẾT' },
      {
        text: 'Trong sáu tháng đầu năm, các đơn vị đã tổ chức 214 cuộc họp, trong đó 131 cuộc vẫn in tài liệu giấy. Mỗi cuộc họp trung bình sử dụng 640 trang in; thời gian từ khi họp đến khi ban hành thông báo kết luận là 5,5 ngày làm việc. Việc tài liệu bổ sung gửi muộn, số trang không thống nhất và ghi chú bị thất lạc là những vướng mắc được phản ánh nhiều nhất.',
      },
      {
        text: 'Các tỉnh miền núi có đường truyền không ổn định; khi mất kết nối, đại biểu phải quay lại dùng bản giấy. Kế hoạch cần bảo đảm ghi chú, biểu quyết và thứ tự phát biểu của đại biểu không bị mất trong mọi trường hợp.',
      },
      { heading: 'II. MỤC TIÊU' },
      {
        list: [
          'Đến hết năm 2026: 100% cuộc họp giao ban của Bộ không sử dụng tài liệu giấy, trừ văn bản mật.',
          'Đến hết năm 2027: 80% cuộc họp với địa phương thực hiện trực tuyến hoặc kết hợp.',
          'Rút ngắn thời gian ban hành thông báo kết luận còn 02 ngày làm việc.',
          '100% nhiệm vụ giao sau họp được theo dõi đến khi hoàn thành.',
        ],
      },
      { heading: 'III. NHIỆM VỤ VÀ GIẢI PHÁP' },
      {
        text: '1. Hoàn thiện quy chế họp: quy định thời hạn gửi tài liệu, cách đánh dấu tài liệu bổ sung, giá trị của biên bản điện tử có ký số.',
      },
      {
        text: '2. Trang bị thiết bị: máy tính bảng cho đại biểu dự họp trực tiếp, thiết bị dự phòng tại phòng họp; ưu tiên các đơn vị đang sử dụng máy tính trên bảy năm.',
      },
      {
        text: '3. Đào tạo: mỗi đơn vị cử hai cán bộ hướng dẫn; tổ chức họp thử trước khi áp dụng chính thức. Người lớn tuổi được hướng dẫn riêng và có tài liệu chữ lớn.',
      },
      {
        text: '4. An toàn thông tin: dữ liệu lưu tại máy chủ của Bộ; văn bản có độ mật không đưa lên hệ thống và tiếp tục phát bản giấy theo quy định.',
      },
      { heading: 'IV. TIẾN ĐỘ THỰC HIỆN' },
      {
        widths: [0.08, 0.52, 0.2, 0.2],
        table: [
          ['TT', 'Nội dung', 'Đơn vị chủ trì', 'Thời hạn'],
          ['1', 'Ban hành quy chế họp không giấy tờ', 'Văn phòng Bộ', '31/12/2026'],
          ['2', 'Trang bị thiết bị đợt 1 (120 máy)', 'Vụ Kế hoạch', '31/3/2027'],
          ['3', 'Đào tạo cán bộ hướng dẫn tại 34 Sở', 'Trường Bồi dưỡng', '30/6/2027'],
          ['4', 'Kết nối với hệ thống của các tỉnh', 'Trung tâm CNTT', '30/9/2027'],
          ['5', 'Sơ kết, đánh giá và điều chỉnh', 'Vụ Kế hoạch', '31/12/2027'],
        ],
      },
      { heading: 'V. KIẾN NGHỊ' },
      {
        text: 'Kính đề nghị Lãnh đạo Bộ cho ý kiến về mục tiêu tại mục II, phương án phân bổ kinh phí (Phụ lục kèm theo) và giao Văn phòng Bộ chủ trì trình ban hành quy chế trong tháng 12 năm 2026.',
      },
      { text: 'Vụ Kế hoạch kính trình Lãnh đạo Bộ xem xét, quyết định.' },
    ],
  },
  {
    file: 'phu-luc-kinh-phi.pdf',
    office: 'VỤ KẾ HOẠCH',
    number: 'Kèm theo Tờ trình số 125/TTr-VKH',
    date: 'Hà Nội, ngày 16 tháng 11 năm 2026',
    kind: 'PHỤ LỤC',
    about: 'Dự kiến phân bổ kinh phí năm 2026',
    signedBy: ['CHUYÊN VIÊN CHÍNH', 'Đỗ Văn Ước'],
    blocks: [
      { text: 'Đơn vị tính: triệu đồng.' },
      {
        widths: [0.08, 0.47, 0.15, 0.15, 0.15],
        table: [
          ['TT', 'Hạng mục', 'Dự kiến', 'Đã giao', 'Còn lại'],
          ['1', 'Máy tính bảng và thiết bị dự phòng', '4.320', '2.880', '1.440'],
          ['2', 'Đường truyền cho các Sở miền núi', '2.150', '1.075', '1.075'],
          ['3', 'Đào tạo, tập huấn', '960', '240', '720'],
          ['4', 'Máy chủ và sao lưu', '1.780', '1.780', '0'],
          ['5', 'Dự phòng', '500', '0', '500'],
          ['', 'Tổng cộng', '9.710', '5.975', '3.735'],
        ],
      },
      { heading: 'Tỷ lệ đã giao theo hạng mục' },
      {
        unit: '%',
        bars: [
          ['Thiết bị', 67],
          ['Đường truyền', 50],
          ['Đào tạo', 25],
          ['Máy chủ', 100],
          ['Dự phòng', 0],
        ],
      },
      {
        text: 'Ghi chú: số liệu đến hết ngày 10 tháng 11 năm 2026. Kinh phí đường truyền ưu tiên các tỉnh Lào Cai, Điện Biên, Sơn La và Lai Châu.',
      },
    ],
  },
  {
    file: 'bao-cao-hop-khong-giay.pdf',
    office: 'VĂN PHÒNG BỘ',
    number: 'Số: 342/BC-VP',
    date: 'Hà Nội, ngày 12 tháng 11 năm 2026',
    kind: 'BÁO CÁO',
    about: 'Kết quả thực hiện họp không giấy tờ sáu tháng đầu năm 2026',
    signedBy: ['CHÁNH VĂN PHÒNG', 'Trần Minh Đức'],
    blocks: [
      { heading: '1. Kết quả' },
      {
        text: 'Trong sáu tháng, 83 trên 214 cuộc họp đã thực hiện không giấy tờ, tăng 31 cuộc so với cùng kỳ. Số trang in giảm từ 189.000 xuống 117.000 trang. Thời gian họp trung bình giảm 22 phút do tài liệu được đọc trước.',
      },
      {
        unit: ' cuộc',
        bars: [
          ['Tháng 1', 8],
          ['Tháng 2', 9],
          ['Tháng 3', 13],
          ['Tháng 4', 14],
          ['Tháng 5', 18],
          ['Tháng 6', 21],
        ],
      },
      { heading: '2. Tồn tại' },
      {
        list: [
          '27 lượt tài liệu bổ sung được gửi ngoài bộ tài liệu họp, đại biểu không nhận được kịp thời.',
          '11 lượt đại biểu phản ánh mất ghi chú khi tài liệu được thay bằng bản mới.',
          '6 cuộc họp phải quay lại dùng bản giấy do mất kết nối.',
        ],
      },
      { heading: '3. Đề xuất' },
      {
        text: 'Áp dụng thống nhất một bộ tài liệu họp cho mỗi phiên; tài liệu bổ sung được thêm vào cùng bộ và đánh dấu rõ. Ghi chú riêng của đại biểu phải được giữ lại khi có bản mới và chỉ người ghi mới đọc được.',
      },
    ],
  },
];

/** Times-like, as offices print; one face with all Vietnamese letters, so that words stay whole when they are copied. */
const style = `
    body{font:13pt/1.45 'Liberation Serif',serif;color:#16181d;margin:0}
    header{display:grid;grid-template-columns:42% 58%;text-align:center;font-size:10.5pt;margin-bottom:26pt}
    header b{display:block} header i{font-style:normal;font-size:10pt}
    h1{font-size:16pt;text-align:center;margin:0} h1+p{text-align:center;font-weight:700;margin:4pt 0 22pt}
    h2{font-size:12pt;margin:16pt 0 6pt;break-after:avoid}
    p{margin:0 0 7pt;text-align:justify} li{margin-bottom:4pt}
    table{border-collapse:collapse;width:100%;font-size:10.5pt;margin:6pt 0 14pt}
    td,th{border:.7pt solid #b4b8c0;padding:4pt 6pt;text-align:left;vertical-align:top}
    th{background:#eef1f5} td.n{text-align:right;font-variant-numeric:tabular-nums} tr:has(td:first-child:empty) td{font-weight:700}
    .bars{display:grid;grid-template-columns:70pt 1fr;gap:5pt 10pt;align-items:center;font-size:10.5pt;margin:8pt 0 14pt}
    .bars span{display:flex;gap:7pt;align-items:center} .bars span::before{content:'';height:11pt;width:var(--w);background:#2b6494}
    footer{margin:24pt 0 0 50%;text-align:center;break-inside:avoid} footer b{display:block;margin-bottom:52pt}`;

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const folder = join(ROOT, 'assets/sample');
await mkdir(folder, { recursive: true });
const page = await browser.newPage();
for (const paper of PAPERS) {
  await page.setContent(html(paper));
  await page.evaluate(() => document.fonts.ready);
  const pdf = await page.pdf({
    format: 'A4',
    margin: { top: '20mm', bottom: '22mm', left: '28mm', right: '20mm' },
    printBackground: true,
    tagged: true,
    outline: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate:
      '<div style="width:100%;text-align:center;font:9px sans-serif"><span class="pageNumber"></span>/<span class="totalPages"></span></div>',
  });
  await writeFile(join(folder, paper.file), pdf);
}
await browser.close();

function html(paper: PaperText): string {
  const { office, number, date, kind, about, blocks, signedBy } = paper;
  return `<!doctype html><html lang="vi"><head><title>${kind}: ${about}</title><style>${style}</style></head><body>
    <header><div><b>${office}</b><i>${number}</i></div>
    <div><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><b>Độc lập - Tự do - Hạnh phúc</b><i>${date}</i></div></header>
    <h1>${kind}</h1><p>${about}</p>${blocks.map(blockHtml).join('')}
    <footer><b>${signedBy[0]}</b>${signedBy[1]}</footer></body></html>`;
}

function blockHtml(block: Block): string {
  if ('heading' in block) return `<h2>${block.heading}</h2>`;
  if ('text' in block) return `<p>${block.text}</p>`;
  if ('list' in block) return `<ul>${block.list.map((entry) => `<li>${entry}</li>`).join('')}</ul>`;
  if ('bars' in block) {
    const most = Math.max(...block.bars.map(([, value]) => value));
    const rows = block.bars.map(
      ([label, value]) =>
        `<div>${label}</div><span style="--w:${Math.round((value / most) * 80)}%">${value}${block.unit}</span>`,
    );
    return `<div class="bars">${rows.join('')}</div>`;
  }
  const [head = [], ...rows] = block.table;
  const cell = (text: string, at: number) =>
    `<td${at > 0 && /^[\d.]+$/.test(text) ? ' class="n"' : ''}>${text}</td>`;
  const columns = block.widths.map((width) => `<col style="width:${width * 100}%">`).join('');
  return `<table><colgroup>${columns}</colgroup><tr>${head.map((text) => `<th>${text}</th>`).join('')}</tr>${rows
    .map((cells) => `<tr>${cells.map(cell).join('')}</tr>`)
    .join('')}</table>`;
}
