using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Demo;
using Hubs.Web.Pages.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Clinicians;

/// <param name="Booked">"5 of 12 places booked"; null where there is nothing to book.</param>
/// <param name="MayCancel">Booked by hand and not begun: who booked it may give it back.</param>
public sealed record ClinicianSession(
    SessionId Id,
    DiaryKey Day,
    TimeWindow Window,
    string What,
    string Where,
    string? Booked,
    bool IsConfirmed,
    bool IsClash,
    bool MayCancel
);

public sealed record ClinicianDay(
    DateOnly Date,
    string? OnLeave,
    string? Busy,
    ImmutableArray<ClinicianSession> Sessions
);

/// <summary>A clinician's week: where, when, what.</summary>
[ForRoles(Role.Clinician, Role.Coordinator)]
public sealed class WeekModel(DeskWork desk) : ClinicianPage(desk)
{
    public DateOnly Monday { get; private set; }

    public ImmutableArray<ClinicianDay> Days { get; private set; } = [];

    public async Task<IActionResult> OnGet(string? week)
    {
        if (week is null)
            Monday = IsoWeek.Of(Today).Monday;
        else if (IsoWeek.TryParse(week, out var asked))
            Monday = asked.Monday;
        else
            return NotFound();
        await Read();
        return Page();
    }

    public async Task<IActionResult> OnPostCancel(HubId hub, DateOnly date, SessionId session)
    {
        var diary = Desk.Grains.Diary(hub, date);
        var placed = (await diary.Get()).Sessions.GetValueOrDefault(session)?.Session;
        if (placed is not { Clinic: null } || !placed.Clinicians.Contains(Clinician.Id))
            return NotFound();
        var receipt = await Do(info => diary.CancelSession(new CancelSession(info, session)));
        Monday = IsoWeek.Of(date).Monday;
        if (receipt is null)
        {
            await Read();
            return Page();
        }
        this.Succeeded(
            $"{placed.ServiceName}, {DayWords.Of(date)} {DayWords.Of(placed.Window)}, is cancelled."
                + (
                    receipt.Orphaned.IsEmpty
                        ? ""
                        : $" Reception finds other places for its {DayWords.Count(receipt.Orphaned.Length, "appointment")}."
                )
        );
        return Redirect(PathOf($"?week={IsoWeek.Of(date)}"));
    }

    private async Task Read()
    {
        var known = await Desk.Grains.Clinician(Clinician.Id).Get(Monday, days: 7);
        var keys = known.Claims.Select(claim => new DiaryKey(claim.Hub, claim.Date)).Distinct();
        var diaries = (
            await Task.WhenAll(keys.Select(key => Desk.Grains.Diary(key).Get()))
        ).ToDictionary(diary => new DiaryKey(diary.Hub, diary.Date));
        Days = [.. IsoWeek.Of(Monday).Days.Select(date => Day(date, known, diaries))];
    }

    private ClinicianDay Day(
        DateOnly date,
        ClinicianDays known,
        Dictionary<DiaryKey, Diary> diaries
    ) =>
        new(
            date,
            known.Clinician?.Leave.FirstOrDefault(leave => leave.From <= date && date <= leave.To)
                is { } leave
                ? $"{(leave.Window is { } part ? DayWords.Of(part) : "All day")}{(leave.Reason.Length == 0 ? "" : $": {leave.Reason}")}"
                : null,
            known.Busy.Any(busy => busy.Date == date)
                ? string.Join(
                    ", ",
                    known
                        .Busy.Where(busy => busy.Date == date)
                        .Select(busy => DayWords.Busy(busy.Window))
                )
                : null,
            [
                .. known
                    .Claims.Where(claim => claim.Date == date)
                    .OrderBy(claim => claim.Window.Start)
                    .Select(claim => Session(claim, known, diaries[new(claim.Hub, date)])),
            ]
        );

    private ClinicianSession Session(DayClaim claim, ClinicianDays known, Diary diary)
    {
        var found = diary.Sessions.GetValueOrDefault(claim.Session);
        var room = diary.Day?.Rooms.FirstOrDefault(room => room.Id == found?.Session.Room);
        return new ClinicianSession(
            claim.Session,
            new DiaryKey(claim.Hub, claim.Date),
            claim.Window,
            found?.Session.ServiceName ?? "Session",
            $"{(room is null ? "" : $"{room.Name}, ")}{NameOf(claim.Hub)}",
            found is not { Slots.Length: > 0 }
                ? null
                : $"{found.Counts.Booked} of {found.Slots.Length * found.Session.SlotCapacity} places booked",
            claim.IsConfirmed,
            known.Busy.Any(busy => busy.Takes(claim.Date, claim.Window)),
            found is { Session.Clinic: null, IsCancelled: false }
                && !found.HasStarted(Desk.Calendar.Now)
        );
    }
}
