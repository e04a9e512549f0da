import { ActionIcon, AppShell, Burger, Group, NavLink, ScrollArea, Text, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense, useEffect, useRef } from 'react';
import { Link, NavLink as RouterLink, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { useLiveUpdates } from '../api/live';
import { useCaller, useMay } from '../session/session';
import { text } from '../strings';
import { Icon } from './icon';
import { Notices } from './notices';
import { NotFound } from './not-found';
import { isOpenTo, isReachable, rooms } from './rooms';

/** What every page has around it. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure();
  const caller = useCaller();
  const { role, signOut } = caller;
  const { toggleColorScheme } = useMantineColorScheme();
  const { pathname } = useLocation();
  useLiveUpdates(useMay('service'));
  useFocusOfPage(pathname);

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <AppShell.Header>
        <a className="skip" href="#content" onClick={skip}>
          {text.layout.skip}
        </a>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={text.layout.menu}
              aria-expanded={isOpen}
            />
            <Text component={Link} to="/" fw={650} c="inherit" td="none">
              {text.layout.product}
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Text size="sm" c="dimmed">
              {role}
            </Text>
            <ActionIcon variant="subtle" onClick={toggleColorScheme} aria-label={text.layout.scheme} size="lg">
              <Icon name="scheme" />
            </ActionIcon>
            <ActionIcon variant="subtle" onClick={signOut} aria-label={text.session.signOut} size="lg">
              <Icon name="signOut" />
            </ActionIcon>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={text.layout.menu}>
        <ScrollArea>
          {rooms
            .filter((room) => isOpenTo(room, caller))
            .map(({ path, label, icon }) => (
              <NavLink
                key={path}
                component={RouterLink}
                to={path}
                label={label}
                leftSection={<Icon name={icon} />}
                active={path === '/' ? pathname === '/' : pathname.startsWith(path)}
                onClick={close}
              />
            ))}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Notices />
        {/* Another address is another page, also of the same form: nothing of the one before stays in it. */}
        <Suspense>{isReachable(pathname, caller) ? <Outlet key={pathname} /> : <NotFound />}</Suspense>
        <ScrollRestoration />
      </AppShell.Main>
    </AppShell>
  );
}

/** Another page begins at its heading, for screen readers, too. The first one begins at its top, as pages of the web do. */
function useFocusOfPage(pathname: string): void {
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    document.querySelector<HTMLElement>('#content h1')?.focus({ preventScroll: true });
  }, [pathname]);
}

/** The address is the page's own: to skip must not change it. */
function skip(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('content')!.focus();
}
