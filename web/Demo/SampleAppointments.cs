using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Api;
using Hubs.Web.Boards;

namespace Hubs.Web.Demo;

/// <summary>
/// People of the sample hubs, so that boards look as on a working day: appointments today and on the six days after, thinning out, some people arrived and
/// some waiting. Nobody is real; the telephone numbers are of those set aside for drama. A day on which anybody has booked is left as it is.
/// <c>--Demo:Appointments false</c> leaves all days empty, and so does <c>--hubs</c>: those hubs are somebody's own.
/// </summary>
public sealed class SampleAppointments(
    IGrainFactory grains,
    LiveBoards boards,
    ResidentSealing residents,
    UkCalendar calendar,
    IConfiguration configuration,
    ILogger<SampleAppointments> log
) : BackgroundService
{
    private const int Days = 7;
    private const int AtOnce = 4;
    private const double BookedToday = 0.75;
    private const double FewerEachDay = 0.09;
    private const double ArrivedAlready = 0.6;
    private const int WaitingAtEachHub = 2;
    private static readonly TimeSpan ComeEarly = TimeSpan.FromMinutes(20);
    private static readonly Actor Demonstration = new(Role.System, "demonstration");

    private static readonly ImmutableArray<string> FirstNames =
    [
        .. "Amara Arthur Bilal Beth Chidi Clare Daniel Dorota Ebele Ewan Farah Freya George Grace Hamza Hazel Imran Isla Jakub Joan".Split(
            ' '
        ),
    ];

    private static readonly ImmutableArray<string> LastNames =
    [
        .. "Adeyemi Barker Chowdhury Dean Eze Fuller Grant Hossain Ingram Jankowski Kaur Lawal Mercer Nolan Okafor Perry Quinn Rahman Stone Tanner".Split(
            ' '
        ),
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (
            configuration["hubs"] is not null
            || !configuration.GetValue("Demo:Appointments", defaultValue: true)
        )
            return;
        try
        {
            var hubs = (await grains.Network.Get()).Network.Hubs;
            foreach (var (number, hub) in hubs.Index())
                for (var ahead = 0; ahead < Days; ahead++)
                {
                    var key = new DiaryKey(hub.Id, calendar.Today.AddDays(ahead));
                    // The same people on the same day, whenever it is filled.
                    var dice = new Random(key.Date.DayNumber * hubs.Length + number);
                    if (boards.Find(key) is { } live)
                        await Fill(
                            live.Board,
                            key,
                            BookedToday - FewerEachDay * ahead,
                            dice,
                            stoppingToken
                        );
                }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogWarning(fault, "Not every sample appointment could be made.");
        }
    }

    private async Task Fill(
        Board board,
        DiaryKey key,
        double share,
        Random dice,
        CancellationToken stopping
    )
    {
        if (!board.WalkIns.IsEmpty || board.Sessions.Any(session => session.Booked > 0))
            return;
        var diary = grains.Diary(key);
        var isToday = key.Date == calendar.Today;
        var wanted =
            from session in board.Sessions
            where !session.IsCancelled
            from slot in session.Slots
            where (!isToday || slot.Start > calendar.Time) && dice.NextDouble() < share
            select (session, slot, Person: Somebody(dice), IsEarly: dice.NextDouble());
        await Parallel.ForEachAsync(
            wanted.ToArray(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping },
            async (place, _) =>
            {
                var (session, slot, person, early) = place;
                var info = Info($"sample/{key}/{session.Id}/{slot.Start:HHmm}");
                var answer = await diary.Book(
                    new(
                        info,
                        session.Id,
                        slot.Start,
                        session.Service,
                        await residents.Seal(person),
                        []
                    )
                );
                if (
                    isToday
                    && early < ArrivedAlready
                    && slot.Start - calendar.Time < ComeEarly
                    && answer.Receipt is { } receipt
                )
                    await diary.ChangeStatus(
                        new(info.Step("arrive"), receipt.Id, AppointmentStatus.Arrived)
                    );
            }
        );
        if (isToday && board.Open.Any(open => open.Contains(calendar.Time)))
            await LetWait(board, key, dice);
    }

    private async Task LetWait(Board board, DiaryKey key, Random dice)
    {
        var running = board.Sessions.Where(s => s.Window.Contains(calendar.Time)).ToArray();
        for (var i = 0; i < WaitingAtEachHub && running.Length > 0; i++)
            await grains
                .Diary(key)
                .RegisterWalkIn(
                    new(
                        Info($"sample/{key}/waiting/{i}"),
                        running[dice.Next(running.Length)].Service,
                        Session: null,
                        Start: null,
                        await residents.Seal(Somebody(dice))
                    )
                );
    }

    private static ResidentDetails Somebody(Random dice) =>
        new(
            $"{FirstNames[dice.Next(FirstNames.Length)]} {LastNames[dice.Next(LastNames.Length)]}",
            $"01632 960 {dice.Next(1000):000}"
        );

    private static CommandInfo Info(string key) => new(new(key), key, Demonstration);
}
