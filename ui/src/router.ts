// Where the screens are. Each is loaded when it is first opened.
import { createRouter, createWebHashHistory } from 'vue-router'

/** The names of the screens, with what each is called by. */
export const router = createRouter({
  // After the hash, for the window serves files and has no other pages.
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: { name: 'today' } },
    { path: '/today', name: 'today', component: () => import('./features/today/TodayScreen.vue') },
    { path: '/intake', name: 'intake', component: () => import('./features/intake/IntakeScreen.vue') },
    { path: '/tickets', name: 'tickets', component: () => import('./features/tickets/TicketsScreen.vue') },
    {
      path: '/tickets/:number',
      name: 'ticket',
      props: true,
      component: () => import('./features/ticket/TicketScreen.vue'),
    },
    {
      path: '/customers/:id',
      name: 'customer',
      props: true,
      component: () => import('./features/customer/CustomerScreen.vue'),
    },
    {
      // The document of a kind (intake, repair, receipt) and a number, to look at and to print.
      path: '/documents/:kind/:number',
      name: 'document',
      props: true,
      component: () => import('./features/document/DocumentScreen.vue'),
    },
    { path: '/warranty', name: 'warranty', component: () => import('./features/warranty/WarrantyScreen.vue') },
    {
      path: '/settings/:page?',
      name: 'settings',
      props: true,
      component: () => import('./features/settings/SettingsScreen.vue'),
    },
    { path: '/help', name: 'help', component: () => import('./features/help/HelpScreen.vue') },
  ],
})
