import { createApp } from 'vue'

import App from './App.vue'
import { listenToKeys } from './keys'
import { router } from './router'
import './tokens.css'
import './page.css'

listenToKeys()
createApp(App).use(router).mount('#app')
