using System.Collections.Immutable;
using System.Text;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>What is kept of one calendar. The address is sealed by the <see cref="MasterKey"/>; of the calendar itself only busy times are here.</summary>
public sealed record KeptCalendar(OutsideCalendar Seen, string? SealedAddress)
{
    public ImmutableArray<BusyTime> Busy { get; init; } = [];

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>When it was last read as a whole, not only found unchanged.</summary>
    public DateTimeOffset WhollyReadAt { get; init; }
}

public sealed record KeptCalendars(
    ImmutableArray<KeptCalendar> Calendars,
    ImmutableArray<CalendarNote> History
);

public sealed class OutsideCalendarsGrain(
    MasterKey master,
    [PersistentState("calendars", "hubs")] IPersistentState<KeptCalendars> state,
    TimeProvider clock
) : Grain, IOutsideCalendarsGrain
{
    private const int MostCalendars = 5;
    private const int MostHistory = 100;

    /// <summary>A calendar that never changes still has to be read for the days that have come into sight.</summary>
    private static readonly TimeSpan ReadWhollyEvery = TimeSpan.FromDays(7);

    private ClinicianId Id => new(this.GetPrimaryKeyString());

    private DateTimeOffset Now => clock.GetUtcNow();

    private KeptCalendars Kept => state.RecordExists ? state.State : new KeptCalendars([], []);

    public Task<OutsideCalendars> List() =>
        Task.FromResult(
            new OutsideCalendars(
                [.. Kept.Calendars.Select(calendar => calendar.Seen)],
                Kept.History
            )
        );

    public async Task<Answer<CalendarReceipt>> Add(AddCalendar command)
    {
        var id = new CalendarId(command.Info.Step("calendar").Id.Value[..12]);
        if (Find(id) is { } added)
            return await Tell(added.Seen);
        if (Kept.Calendars.Length >= MostCalendars)
            return new Refusal(
                "too-many-calendars",
                $"There are {MostCalendars} calendars already. Remove one first."
            );
        if (command.Address is { } given && Kept.Calendars.Any(known => AddressOf(known) == given))
            return new Refusal("calendar-known", "This calendar has been added already.");
        var calendar = new KeptCalendar(
            new OutsideCalendar
            {
                Id = id,
                Name = command.Name,
                IsFile = command.Address is null,
                AddedBy = command.Info.By,
                AddedAt = Now,
                ReadAt = Now,
                ReadTo = command.Read.To,
            },
            command.Address is { } address
                ? Convert.ToBase64String(master.Wrap(Encoding.UTF8.GetBytes(address.Text)))
                : null
        );
        calendar = After(calendar, command.Read);
        await Save(
            Kept.Calendars.Add(calendar),
            new CalendarNote(Now, command.Info.By, $"Added {command.Name}")
        );
        return await Tell(calendar.Seen);
    }

    public async Task<Answer<CalendarReceipt>> Remove(RemoveCalendar command)
    {
        if (Find(command.Calendar) is not { } found)
            return new Refusal("no-such-calendar", "This calendar has been removed already.");
        await Save(
            Kept.Calendars.Remove(found),
            new CalendarNote(Now, command.Info.By, $"Removed {found.Seen.Name}")
        );
        return await Tell(found.Seen);
    }

    public Task<ImmutableArray<CalendarSource>> Sources() =>
        Task.FromResult<ImmutableArray<CalendarSource>>([
            .. from calendar in Kept.Calendars
            let address = AddressOf(calendar)
            where address is not null
            let isDue = Now - calendar.WhollyReadAt >= ReadWhollyEvery
            select new CalendarSource(
                calendar.Seen.Id,
                address,
                isDue ? null : calendar.ETag,
                isDue ? null : calendar.LastModified
            ),
        ]);

    public async Task<CalendarReceipt?> Keep(CalendarId calendar, CalendarRead read)
    {
        if (Find(calendar) is not { } found)
            return null;
        var after = After(found, read);
        await Save(Kept.Calendars.Replace(found, after));
        return await Tell(after.Seen);
    }

    private KeptCalendar After(KeptCalendar before, CalendarRead read)
    {
        if (read.Problem is { } problem)
            return before with { Seen = before.Seen with { Problem = problem, FailedAt = Now } };
        var seen = before.Seen with { ReadAt = Now, Problem = null, FailedAt = null };
        return read.Busy is not { } busy
            ? before with
            {
                Seen = seen,
            }
            : before with
            {
                Seen = seen with { ReadTo = read.To, BusyTimes = busy.Length, Notes = read.Notes },
                Busy = busy,
                ETag = read.ETag,
                LastModified = read.LastModified,
                WhollyReadAt = Now,
            };
    }

    /// <summary>What all calendars take together. Told at every reading, so that one that was lost on the way is made up for.</summary>
    private async Task<CalendarReceipt> Tell(OutsideCalendar calendar)
    {
        var today = new UkCalendar(clock).Today;
        var busy = BusyTime.Merge(
            Kept.Calendars.SelectMany(kept => kept.Busy).Where(time => time.Date >= today)
        );
        return new CalendarReceipt(calendar, await GrainFactory.Clinician(Id).SetBusy(busy));
    }

    private KeptCalendar? Find(CalendarId id) =>
        Kept.Calendars.FirstOrDefault(calendar => calendar.Seen.Id == id);

    private CalendarAddress? AddressOf(KeptCalendar calendar) =>
        calendar.SealedAddress is { } text
            ? new CalendarAddress(
                Encoding.UTF8.GetString(master.Unwrap(Convert.FromBase64String(text)))
            )
            : null;

    private async Task Save(ImmutableArray<KeptCalendar> calendars, params CalendarNote[] notes)
    {
        state.State = new KeptCalendars(
            calendars,
            [.. notes.Concat(Kept.History).Take(MostHistory)]
        );
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // Whether it was saved is unknown: what is on disk decides.
            DeactivateOnIdle();
            throw;
        }
    }
}
