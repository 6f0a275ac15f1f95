//! What every command works with: the rules, the prices, the data folder and the clock.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use desk_core::Rules;
use desk_core::calendar::Moment;
use desk_core::data::Versions;
use desk_core::party::Point;
use desk_core::tariff::Tariff;
use desk_store::{Damage, KnownBackup, Operation, Read, Store, StoreError, Write};

use crate::error::{Error, ErrorCode, StoreCode};

/// The one clock of a shell.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's.
    Machine(fn() -> Moment),
    /// A time that was chosen, for practice and test folders only.
    Chosen(Moment),
}

/// What every command works with.
pub struct Desk {
    pub(crate) house: Arc<House>,
    folder: Option<PathBuf>,
    clock: Clock,
    /// Opened by the first command that needs it: calculations touch no disk.
    store: Mutex<Option<Arc<Store>>>,
}

/// The rules and prices of the house.
#[derive(Debug)]
pub struct House {
    pub(crate) rules: Rules,
    /// The price list that ships, in force until the point's own is.
    pub(crate) shipped: Arc<Versions<Tariff>>,
    known: Mutex<Option<KnownTariffs>>,
}

/// The price lists of the database as they were last read, and the mark of that state.
#[derive(Debug)]
struct KnownTariffs {
    mark: [u8; 32],
    tariffs: Arc<Versions<Tariff>>,
}

impl House {
    fn shipped() -> House {
        let shipped = Arc::new(Versions::new(Tariff::demo()));
        House { rules: Rules::shipped(), shipped, known: Mutex::new(None) }
    }

    /// Every price list. They are read anew when one was kept, by whichever program.
    pub(crate) fn tariffs(&self, read: &Read) -> Result<Arc<Versions<Tariff>>, Error> {
        let Some(mark) = read.tariffs_mark()? else { return Ok(Arc::clone(&self.shipped)) };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.as_ref().filter(|known| known.mark == mark) {
            return Ok(Arc::clone(&known.tariffs));
        }
        let tariffs = Arc::new(self.with_own(read.tariffs()?)?);
        *known = Some(KnownTariffs { mark, tariffs: Arc::clone(&tariffs) });
        Ok(tariffs)
    }

    /// The price list that ships, unless the point's own were in force before it, and these.
    fn with_own(&self, own: Vec<Tariff>) -> Result<Versions<Tariff>, Error> {
        let shipped = self.shipped.newest();
        let is_later = |first: &Tariff| first.effective_from > shipped.effective_from;
        let shipped = own.first().is_none_or(is_later).then(|| shipped.clone());
        let mut all = shipped.into_iter().chain(own);
        let first = all.next().ok_or_else(|| Error::failed("there is no price list"))?;
        let mut versions = Versions::new(first);
        for tariff in all {
            versions.replace_with(tariff).map_err(Error::failed)?;
        }
        Ok(versions)
    }
}

impl Desk {
    /// A desk with the rules that ship, on a data folder that need not exist yet.
    pub fn new(folder: PathBuf, clock: Clock) -> Desk {
        Desk { folder: Some(folder), clock, ..Desk::shipped() }
    }

    /// A desk with the rules that ship, for calculations alone: there is no data folder.
    pub fn shipped() -> Desk {
        let clock = Clock::Chosen(Moment::FIRST);
        Desk { house: Arc::new(House::shipped()), folder: None, clock, store: Mutex::new(None) }
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> Result<&Path, Error> {
        let none = || Error::of(ErrorCode::Store(StoreCode::Folder), "data", "no data folder");
        self.folder.as_deref().ok_or_else(none)
    }

    /// Something was kept in the folder already.
    ///
    /// # Errors
    /// When there is no folder.
    pub fn has_data(&self) -> Result<bool, Error> {
        Ok(Store::is_in(self.folder()?))
    }

    /// The database of the folder, which is made when it is not there.
    pub(crate) fn store(&self) -> Result<Arc<Store>, Error> {
        let mut opened = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(store) = &*opened
            && store.is_current()?
        {
            return Ok(Arc::clone(store));
        }
        let store = Store::open(self.folder()?).map_err(|error| self.explained(error.into()))?;
        let store = Arc::new(store);
        if let Clock::Chosen(_) = self.clock {
            let is_real = store
                .read(|read| Ok::<_, Error>(read.point()?.is_some_and(|point| !point.practice)))
                .map_err(|error| self.explained(error))?;
            if is_real {
                return Err(Error::of(
                    ErrorCode::Store(StoreCode::NotForPractice),
                    "now",
                    "a time is chosen in practice and test folders only",
                ));
            }
        }
        *opened = Some(Arc::clone(&store));
        Ok(store)
    }

    /// The present time. A practice folder made for a later day goes on from what was written in it
    /// last, so that training needs no particular date.
    pub(crate) fn now(&self) -> Result<Moment, Error> {
        let machine = match self.clock {
            Clock::Chosen(moment) => return Ok(moment),
            Clock::Machine(now) => now(),
        };
        self.read(|read, _| {
            let is_practice = read.point()?.is_some_and(|point| point.practice);
            let last = if is_practice { read.last_at()? } else { None };
            Ok(last.map_or(machine, |last| last.max(machine)))
        })
    }

    /// What the clock says, whatever was written already.
    pub(crate) fn machine_time(&self) -> Moment {
        match self.clock {
            Clock::Chosen(moment) => moment,
            Clock::Machine(now) => now(),
        }
    }

    /// Does a named operation, all of it or nothing.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        name: &'static str,
        actor: String,
        clock_confirmed: bool,
        f: impl FnOnce(&mut Write, &House) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let operation = Operation { name, actor, at: self.now()?, clock_confirmed };
        let house = Arc::clone(&self.house);
        let practice = matches!(self.clock, Clock::Chosen(_));
        let written = self.store()?.write(operation, move |write| {
            ensure_point(write, practice)?;
            f(write, &house)
        });
        written.map_err(|error| self.explained(error))
    }

    /// Writes a draft.
    pub(crate) fn write_draft<T: Send + 'static>(
        &self,
        name: &'static str,
        f: impl FnOnce(&mut Write) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let at = self.now()?;
        let operation = Operation { name, actor: String::new(), at, clock_confirmed: false };
        let written = self.store()?.write_draft(operation, f);
        written.map_err(|error| self.explained(error))
    }

    /// Reads, and sees one state in all of it.
    pub(crate) fn read<T>(
        &self,
        f: impl FnOnce(&Read, &House) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let read = self.store()?.read(|read| f(read, &self.house));
        read.map_err(|error| self.explained(error))
    }

    /// The error of whoever wants to write to a damaged database: it says what can be done.
    pub(crate) fn damaged(&self, damage: &Damage) -> Error {
        let code = ErrorCode::Store(StoreCode::Damaged);
        Error::of(code, "data", what_can_be_done(damage))
    }

    /// Does something with the folder that no open database may stand in the way of. What is being
    /// done is waited for; what comes meanwhile waits, and opens the database anew.
    pub(crate) fn with_closed<T>(
        &self,
        f: impl FnOnce(&Path) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut opened = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(store) = opened.take() {
            let begun = Instant::now();
            let mut shared = store;
            // Each call holds it for as long as it takes.
            while let Err(still) = Arc::try_unwrap(shared).map(drop) {
                if begun.elapsed() > PATIENCE {
                    *opened = Some(still);
                    return Err(StoreError::Busy.into());
                }
                shared = still;
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        f(self.folder()?)
    }

    /// An error that says damage is looked into: a disk can err once. Of a database that is damaged
    /// it says what can be done.
    pub(crate) fn explained(&self, error: Error) -> Error {
        let damage = ErrorCode::Store(StoreCode::Damaged);
        let Some(folder) = self.folder.as_deref().filter(|_| error.code == damage) else {
            return error;
        };
        let known = match desk_store::damage(folder) {
            Ok(None) => desk_store::examine(folder),
            known => known,
        };
        match known {
            Ok(Some(known)) => self.damaged(&known),
            Ok(None) => StoreError::failed_once().into(),
            Err(error) => error.into(),
        }
    }
}

/// How long something that wants the folder for itself waits for what is being done.
const PATIENCE: Duration = Duration::from_secs(30);

fn what_can_be_done(damage: &Damage) -> String {
    let offer = match &damage.backup {
        Some(KnownBackup { path, at, .. }) => {
            let gone = if path.exists() { "" } else { " (it is not there now: plug its disk in)" };
            let path = path.display();
            format!(
                "the newest backup in which nothing is wrong is of {at}: desk restore {path}{gone}"
            )
        }
        None => "no backup is known in which nothing is wrong: look for one, desk verify FILE \
            checks it"
            .to_owned(),
    };
    format!(
        "the database is damaged: {damage}; nothing more is written to it, what can be read of it \
         can be looked at; {offer}"
    )
}

/// The branch code of a point that nobody has named yet. Work must not wait for settings: numbers
/// begin with it until `set_up` names the point.
pub(crate) const UNNAMED_BRANCH: &str = "FW01";

/// Everything that is written belongs to a point; one that nobody has named yet gets a stand-in.
fn ensure_point(write: &mut Write, practice: bool) -> Result<(), Error> {
    if write.point()?.is_some() {
        return Ok(());
    }
    let point = Point { branch: UNNAMED_BRANCH.to_owned(), ..Point::default() };
    Ok(write.keep_point(&point, practice, serde_json::json!({}))?)
}

/// The data folder of this user, which the window and `desk` share: `服务台` in the local data
/// folder of the platform. None where the platform does not tell one.
pub fn default_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let base = if cfg!(windows) {
        PathBuf::from(set("LOCALAPPDATA")?)
    } else if cfg!(target_os = "macos") {
        PathBuf::from(set("HOME")?).join("Library/Application Support")
    } else {
        match set("XDG_DATA_HOME") {
            Some(folder) => PathBuf::from(folder),
            None => PathBuf::from(set("HOME")?).join(".local/share"),
        }
    };
    Some(base.join("服务台"))
}
