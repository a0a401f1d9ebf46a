using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Demo;
using Hubs.Web.Pages.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Clinicians;

public sealed record ClinicianSession(
    TimeWindow Window,
    string What,
    string Where,
    bool IsConfirmed,
    bool IsClash
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
        var known = await Desk.Grains.Clinician(Clinician.Id).Get(Monday, days: 7);
        var keys = known.Claims.Select(claim => new DiaryKey(claim.Hub, claim.Date)).Distinct();
        var boards = (await Task.WhenAll(keys.Select(Desk.Board))).ToDictionary(
            board => new DiaryKey(board.Hub, board.Date)
        );
        Days = [.. IsoWeek.Of(Monday).Days.Select(date => Day(date, known, boards))];
        return Page();
    }

    private ClinicianDay Day(
        DateOnly date,
        ClinicianDays known,
        Dictionary<DiaryKey, Board> boards
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
                    .Select(claim =>
                    {
                        var row = boards[new DiaryKey(claim.Hub, date)]
                            .Sessions.FirstOrDefault(s => s.Id == claim.Session);
                        return new ClinicianSession(
                            claim.Window,
                            row?.ServiceName ?? "Session",
                            $"{(row is null ? "" : $"{row.RoomName}, ")}{NameOf(claim.Hub)}",
                            claim.IsConfirmed,
                            known.Busy.Any(busy => busy.Takes(claim.Date, claim.Window))
                        );
                    }),
            ]
        );
}
