import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/meeting.ts';
import { allWords, coveredControls, settled, smallTargets, unreadableText } from './measures.ts';
import { walkConduct } from './conduct-screens.ts';
import { walk } from './screens.ts';

/** A walk opens some twenty screens. */
const WALK = 600_000;

/** What is wrong, by screen; screens without a fault don't appear, so that the report is short. */
class Faults {
  readonly byScreen: Record<string, readonly string[]> = {};
  screens = 0;

  add(screen: string, faults: readonly string[]): void {
    this.screens += 1;
    if (faults.length > 0) this.byScreen[screen] = [...(this.byScreen[screen] ?? []), ...faults];
  }

  /** Fails when something is wrong, or when hardly anything was looked at. */
  expectNone(least: number): void {
    expect(this.byScreen).toEqual({});
    expect(this.screens).toBeGreaterThanOrEqual(least);
  }
}

/** The walks, with the least number of screens that each has to have seen. */
const WALKS = [
  ['on any screen', walk, 30],
  ['while a meeting is conducted', walkConduct, 43],
] as const;

/** What people of the sample wrote; it stays in their language. */
const DATA = [
  /Lấy ý kiến về dự thảo Kế hoạch chuyển đổi số năm 2027|Dự thảo Kế hoạch|Đề nghị làm rõ lộ trình\./gu,
  /Nhất trí với dự thảo Kế hoạch chuyển đổi số năm 2027\?|Giới thiệu ông Lê Quang Ánh giữ chức Phó Chánh Văn phòng\?/gu,
  /Bộ Kế hoạch và Phát triển vùng \(dữ liệu mẫu\)/gu,
  /Nguyễn Thị Thu Hương|Trần Minh Đức|Lê Quang Ánh|Phạm Thị Ngọc Bích|Đỗ Văn Ước|Hoàng Thùy Yến/gu,
  /Thứ trưởng|Chánh Văn phòng|Vụ trưởng|Giám đốc Sở|Chuyên viên chính|Quản trị hệ thống/gu,
  /Lãnh đạo Bộ|Văn phòng Bộ|Vụ Kế hoạch|Sở Kế hoạch tỉnh Lào Cai|Trung tâm Công nghệ thông tin/gu,
  /Họp giao ban công tác chuyển đổi số|Phòng họp số 2, tầng 3/gu,
  /Khai mạc, thông qua chương trình họp|Phân bổ kinh phí năm 2026|Ý kiến của các tỉnh miền núi/gu,
  /Tờ trình về Kế hoạch chuyển đổi số giai đoạn 2026–2030|Kế hoạch chuyển đổi số giai đoạn 2026–2030/gu,
  /Phụ lục: dự kiến phân bổ kinh phí năm 2026|Báo cáo tình hình khu vực biên giới/gu,
  /Giảm giấy tờ trong cuộc họp: kết quả sáu tháng đầu năm|Báo cáo kết quả thực hiện họp không giấy tờ/gu,
  /Kết luận của chủ trì/gu,
  /Kinh phí cho các tỉnh miền núi lấy từ nguồn nào\?|Đi công tác tại Lào Cai|Micrô rè/gu,
  /Nghỉ giải lao 15 phút, mời các đại biểu dùng trà\./gu,
  /Thông qua: Khai mạc|Thông qua phương án phân bổ kinh phí|Bầu Tổ thư ký cuộc họp|Bỏ phiếu kín về nhân sự/gu,
  /Thông qua chương trình họp|Đếm nhầm/gu,
  // The product's name, and the name under which a Vietnamese reader finds their language.
  /Bàn Tròn|Tiếng Việt/gu,
  // Initials on a picture.
  /^\p{Lu}{1,2}$/gu,
];

for (const [where, go, least] of WALKS) {
  for (const [name, options] of [
    ['light, in Vietnamese, with the largest letters', { theme: 'light', language: 'vi', textSize: 'large' }],
    ['dark, in English, with the largest letters', { theme: 'dark', language: 'en', textSize: 'large' }],
    ['in high contrast', { theme: 'contrast', language: 'vi' }],
  ] as const) {
    test(`axe finds nothing, no text is cut and all is in one language ${where} at 1280 × 720: ${name}`, async ({
      server,
      browser,
    }) => {
      test.setTimeout(WALK);
      const found = new Faults();
      await go(server, browser, options, async (screen, window) => {
        expect(await window.locator('html').getAttribute('lang'), screen).toMatch(
          new RegExp(`^${options.language}`),
        );
        await settled(window);
        const { violations } = await new AxeBuilder({ page: window }).analyze();
        found.add(screen, [
          ...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`)),
          ...(await unreadableText(window)),
          ...(options.language === 'en' ? await vietnameseIn(window) : []),
        ]);
      });
      found.expectNone(least);
    });
  }

  for (const [device, viewport, textSize] of [
    ['a phone', { width: 390, height: 844 }, 'normal'],
    ['a phone with large letters', { width: 390, height: 844 }, 'large'],
    ['a tablet', { width: 1024, height: 768 }, 'normal'],
  ] as const) {
    test(`fingers find every control ${where} on ${device}, and nothing is cut or scrolls sideways`, async ({
      server,
      browser,
    }) => {
      test.setTimeout(WALK);
      const found = new Faults();
      await go(server, browser, { touch: true, viewport, textSize }, async (screen, window) => {
        const width = await window.evaluate(() => document.scrollingElement?.scrollWidth ?? 0);
        found.add(screen, [
          ...(await smallTargets(window)),
          ...(await coveredControls(window)),
          ...(await unreadableText(window)),
          ...(width > viewport.width ? [`scrolls sideways: ${width} px wide`] : []),
        ]);
      });
      found.expectNone(least);
    });
  }
}

/** Words on an English screen that only a Vietnamese reader understands. */
async function vietnameseIn(window: Page): Promise<string[]> {
  const words = (await allWords(window)).map((text) =>
    DATA.reduce((rest, data) => rest.replace(data, ''), text),
  );
  return words.filter((text) =>
    /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/iu.test(text),
  );
}
