using System.Collections.Immutable;
using Hubs.Model;
using Hubs.Web.Boards;
using Hubs.Web.Components;
using Hubs.Web.Pages.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.WhatsOn;

public sealed record PublicLine(string What, ImmutableArray<string> Times);

public sealed record PublicDay(DateOnly Date, string? Closed, ImmutableArray<PublicLine> Lines);

/// <summary>What residents can come to, from today for four weeks, a week at a time. Everybody sees the same page.</summary>
[ServiceFilter<KeptPage>]
public sealed class OfHubModel(DeskWork desk) : HubPage(desk)
{
    public const int WeeksAhead = 4;
    private ImmutableArray<Service> offered = [];

    /// <summary>A service's id; empty shows all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    /// <summary>0 begins today, 1 a week from today, ...</summary>
    [BindProperty(SupportsGet = true)]
    public int Week { get; set; }

    public ImmutableArray<PublicDay> Days { get; private set; } = [];

    public Service? Chosen => offered.FirstOrDefault(service => service.Id.Value == Service);

    public IEnumerable<Choice> Services =>
        offered
            .OrderBy(service => service.PublicName, StringComparer.Ordinal)
            .Select(service => new Choice(service.Id.Value, service.PublicName))
            .Prepend(new Choice("", "All services"));

    public IEnumerable<Choice> Weeks =>
        Enumerable
            .Range(0, WeeksAhead)
            .Select(week => new Choice(
                $"{week}",
                week == 0
                    ? "Today and the next six days"
                    : $"Week from {DayWords.Of(Today.AddDays(7 * week))}"
            ));

    public IEnumerable<string> OpeningHours =>
        from day in new[]
        {
            DayOfWeek.Monday,
            DayOfWeek.Tuesday,
            DayOfWeek.Wednesday,
            DayOfWeek.Thursday,
            DayOfWeek.Friday,
            DayOfWeek.Saturday,
            DayOfWeek.Sunday,
        }
        let windows = Hub
            .Hours.Where(hours => hours.Day == day)
            .OrderBy(hours => hours.Window.Start)
            .Select(hours => DayWords.Of(hours.Window))
        select $"{day}: {(windows.Any() ? string.Join(", ", windows) : "closed")}";

    /// <summary>A week of all services is long, so only its first day with something on is open at first.</summary>
    public bool IsOpen(PublicDay day) =>
        Chosen is not null || day == Days.FirstOrDefault(d => d.Closed is null && !d.Lines.IsEmpty);

    public string Count(PublicDay day) =>
        (Chosen, day.Lines.Sum(line => line.Times.Length), day.Lines.Length) switch
        {
            (not null, 1, _) => "1 session",
            (not null, var sessions, _) => $"{sessions} sessions",
            (_, _, 1) => "1 service",
            (_, _, var services) => $"{services} services",
        };

    public async Task<IActionResult> OnGet()
    {
        if (Week is < 0 or >= WeeksAhead)
            return NotFound();
        offered = [.. (await Desk.Network()).Services.Where(service => service.IsPublic)];
        var dates = Enumerable.Range(7 * Week, 7).Select(Today.AddDays).ToArray();
        var boards = await Task.WhenAll(
            dates.Select(date => Desk.Board(new DiaryKey(Hub.Id, date)))
        );
        Days = [.. boards.Select(board => Day(PublicBoard.Of(board)))];
        return Page();
    }

    private PublicDay Day(Board board)
    {
        var closure = Hub.Closures.FirstOrDefault(closure => closure.Covers(board.Date));
        var lines = board
            .Sessions.Where(session => Chosen is null || session.Service == Chosen.Id)
            .Where(session => board.Date != Today || session.Window.End > Desk.Calendar.Time)
            .GroupBy(session => session.PublicName, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new PublicLine(
                group.Key,
                [
                    .. group
                        .OrderBy(session => session.Window.Start)
                        .Select(session =>
                            $"{DayWords.Of(session.Window)}, {session.RoomName}{(session.IsCancelled ? " (cancelled)" : "")}"
                        )
                        .Distinct(),
                ]
            ));
        return new PublicDay(
            board.Date,
            closure is not null ? $"Closed: {closure.Reason}."
                : Hub.OpenOn(board.Date).IsEmpty ? "Closed."
                : null,
            [.. lines]
        );
    }
}
