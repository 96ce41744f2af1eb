import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { expect, test } from '../../fixtures/meeting.ts';
import { EntryPage } from '../../pages/entry.ts';
import { MediaBar, received, watchConnections } from '../../pages/media.ts';
import { PeoplePage, type PersonFacts } from '../../pages/people.ts';
import { RoomPage } from '../../pages/room.ts';

const PAPER = fileURLToPath(new URL('../../../assets/sample/to-trinh-chuyen-doi-so.pdf', import.meta.url));

const ADMIN = { name: 'Phan Thị Hòa', email: 'hoa@bo.example', password: 'mưa rơi trên mái ngói' };
const SECRETARY: PersonFacts = {
  name: 'Vũ Đình Thọ',
  email: 'tho@bo.example',
  title: 'Chánh Văn phòng',
  unit: 'Văn phòng',
  rank: 2,
  role: 'Thư ký',
};
const CHAIR: PersonFacts = {
  name: 'Ngô Bảo Khánh',
  email: 'khanh@bo.example',
  title: 'Bộ trưởng',
  unit: 'Lãnh đạo Bộ',
  rank: 1,
  role: 'Đại biểu, lãnh đạo',
};
const DELEGATE: PersonFacts = {
  name: 'Lò Thị Mỷ',
  email: 'my@bo.example',
  title: 'Giám đốc Sở',
  unit: 'Sở Nội vụ Lào Cai',
  rank: 9,
  role: 'Đại biểu, lãnh đạo',
};
const TITLE = 'Họp Ban cán sự tháng Mười một';

/** A browser of a person's own, whose connections can be counted. */
async function ownBrowser(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL,
    locale: 'vi-VN',
    viewport: { width: 1280, height: 720 },
    permissions: ['camera', 'microphone'],
  });
  const page = await context.newPage();
  await watchConnections(page);
  return page;
}

async function addPerson(admin: PeoplePage, facts: PersonFacts): Promise<string> {
  await admin.add(facts);
  const link = await admin.link();
  await admin.done();
  return link;
}

async function firstSignIn(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await new EntryPage(page).choosePassword('một câu dễ nhớ của riêng tôi');
  await page.waitForURL((url) => url.pathname === '/');
}

test('a whole meeting, from setting up the organisation to leaving the room', async ({ server, browser }) => {
  test.setTimeout(420_000);
  const windows: Page[] = [];
  const open = async () => {
    const page = await ownBrowser(browser, server.url);
    windows.push(page);
    return page;
  };

  const adminWindow = await open();
  await adminWindow.goto(server.setupPage);
  const entry = new EntryPage(adminWindow);
  await entry.chooseOrganisation();
  await entry.nameOrganisation({ organisation: 'Bộ Nội vụ', ...ADMIN });
  const admin = new PeoplePage(adminWindow);
  await admin.open();
  const links = {
    secretary: await addPerson(admin, SECRETARY),
    chair: await addPerson(admin, CHAIR),
    delegate: await addPerson(admin, DELEGATE),
  };
  expect(await admin.names()).toEqual([CHAIR.name, SECRETARY.name, DELEGATE.name, `${ADMIN.name} (tôi)`]);

  const secretary = await open();
  await firstSignIn(secretary, links.secretary);
  await test.step('the secretary prepares the meeting', async () => {
    await secretary.getByRole('link', { name: 'Tạo phiên họp' }).first().click();
    await secretary.getByLabel('Tên phiên họp').fill(TITLE);
    const chair = secretary.getByRole('combobox', { name: 'Chủ trì', exact: true });
    await chair.fill('khanh');
    await secretary.getByRole('option', { name: new RegExp(CHAIR.name) }).click();
    await secretary.getByLabel('Địa điểm').fill('Phòng họp Bộ trưởng');
    await secretary.getByRole('button', { name: 'Tạo và tiếp tục' }).click();

    const add = secretary.getByLabel('Nội dung mới');
    await add.fill('Kế hoạch chuyển đổi số');
    await add.press('Enter');
    await add.fill('Kết luận');
    await add.press('Enter');
    const chooser = secretary.waitForEvent('filechooser');
    await secretary.getByRole('button', { name: 'Thêm tài liệu vào nội dung 1' }).click();
    await (await chooser).setFiles(PAPER);
    const dialog = secretary.getByRole('dialog');
    await dialog.getByLabel('Trích yếu').fill('Tờ trình chuyển đổi số');
    await dialog.getByRole('button', { name: /^Tải lên/ }).click();
    await expect(secretary.getByText('Tờ trình chuyển đổi số', { exact: true })).toBeVisible();

    await secretary.getByRole('tab', { name: 'Thành phần tham dự' }).click();
    await secretary.getByRole('button', { name: `Mời ${DELEGATE.name}` }).click();
    await expect(secretary.getByRole('table', { name: 'Thành phần tham dự' })).toContainText(
      DELEGATE.name ?? '',
    );
  });

  const chairWindow = await open();
  await firstSignIn(chairWindow, links.chair);
  const delegateWindow = await open();
  await firstSignIn(delegateWindow, links.delegate);
  // Nobody but those who prepare it knows of a meeting that isn't opened or sent yet.
  await delegateWindow.goto('/');
  await expect(delegateWindow.getByRole('main')).toBeVisible();
  await expect(delegateWindow.getByText(TITLE)).toHaveCount(0);
  const enter = async (page: Page) => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Vào phiên họp' }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  };
  await enter(secretary);
  await enter(chairWindow);
  const chair = new RoomPage(chairWindow);
  const delegate = new RoomPage(delegateWindow);

  await test.step('the chair opens it, starts an item and presents; the others follow', async () => {
    await chair.openMeeting();
    await enter(delegateWindow);
    await expect(delegateWindow.getByRole('timer')).toBeVisible();
    await chair.agenda.getByRole('button', { name: 'Bắt đầu nội dung 1' }).click();
    await expect(delegate.agenda.getByText('Đang họp')).toBeVisible();
    await chair.tab('Thành phần');
    await expect(chair.side).toContainText('Có mặt 3/3');
    await chair.present();
    await chair.reader.goTo(2);
    await expect(delegate.reader.pageField).toHaveValue('2');
    await expect(delegateWindow.getByText(`Đang theo dõi ${CHAIR.name}`)).toBeVisible();
  });

  await test.step('they write on it together', async () => {
    await chair.reader.shown(2).waitFor();
    await chair.reader.take('Bút');
    await chair.reader.line(2, 0.25);
    await delegate.reader.shown(2).waitFor();
    await expect.poll(() => delegate.reader.hasLine(2, 0.25)).toBe(true);
    await expect(chair.reader.saveState('Nét vẽ đã lưu')).toBeVisible();
  });

  await test.step('they hear and see each other', async () => {
    for (const page of [chairWindow, delegateWindow]) {
      await new MediaBar(page).microphone.click();
      await new MediaBar(page).camera.click();
    }
    for (const page of windows.slice(1)) {
      await expect.poll(async () => (await received(page)).framesDecoded).toBeGreaterThan(10);
      await expect.poll(async () => (await received(page)).audioPackets).toBeGreaterThan(50);
    }
  });

  await test.step('the chair ends it, and the papers stay readable', async () => {
    await chair.closeMeeting();
    await expect(delegateWindow.getByText('Phiên họp đã kết thúc.').first()).toBeVisible();
    await expect.poll(() => delegate.reader.hasLine(2, 0.25)).toBe(true);
  });
  await test.step('they leave', async () => {
    await delegate.signOut();
    await expect(new EntryPage(delegateWindow).heading('Đăng nhập')).toBeVisible();
  });
  for (const page of windows) await page.context().close();
});
