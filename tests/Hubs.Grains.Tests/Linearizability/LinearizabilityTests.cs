using System.Globalization;
using Xunit.Abstractions;

namespace Hubs.Grains.Tests.Linearizability;

/// <summary>
/// Whatever many clients do at once to one hub's day, and whatever fails meanwhile, everybody is answered as if it had all happened one after the other, each
/// thing between its asking and its answer.
/// </summary>
public sealed class LinearizabilityTests(ITestOutputHelper output)
{
    /// <summary>HUBS_SEEDS asks for more.</summary>
    private static readonly int Seeds = int.Parse(
        Environment.GetEnvironmentVariable("HUBS_SEEDS") ?? "300",
        CultureInfo.InvariantCulture
    );

    private const int DaysAtOnce = 40;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task OneDay_UnderManyClientsFaultsAndRestarts_AnswersAsIfOneAfterTheOther()
    {
        var (operations, unanswered, crashes) = (0, 0, 0);
        foreach (var seeds in Enumerable.Range(0, Seeds).Chunk(DaysAtOnce))
        {
            using var town = new TroubledTown();
            foreach (var (day, history) in await Lived(town, seeds))
            {
                Assert.True(IsLinearizable(history), $"Seed {day.Seed}:\n{Told(history)}");
                operations += history.Count;
                unanswered += history.Count(operation => operation.Answer is null);
            }
            crashes += town.Crashes;
        }
        output.WriteLine(
            $"{Seeds} days: {operations} operations, {unanswered} never answered, {crashes} crashes of all days at once"
        );
        Assert.True(unanswered > 0, "Hardly anything went wrong.");
    }

    [Fact]
    public void OneSlot_GivenTwice_IsFoundOut() =>
        Assert.False(
            IsLinearizable([
                new(new(0, Act.Book, 0), 1, 4, "ok"),
                new(new(1, Act.Book, 0), 2, 3, "ok"),
            ])
        );

    [Fact]
    public void Look_ThatMissesWhatWasAnsweredBefore_IsFoundOut() =>
        Assert.False(
            IsLinearizable([new(new(0, Act.Book, 0), 1, 2, "ok"), new(new(1, Act.Look), 3, 4, "")])
        );

    [Fact]
    public void Unanswered_MayHaveHappenedOrNot_ButNotBoth()
    {
        Operation<Asked> unanswered = new(new(0, Act.Book, 0), 1, 2, null);
        Operation<Asked> refused = new(new(1, Act.Book, 0), 3, 4, "slot-taken");
        Operation<Asked> booked = new(new(2, Act.Book, 0), 5, 6, "ok");

        Assert.True(IsLinearizable([unanswered, refused]));
        Assert.True(IsLinearizable([unanswered, booked]));
        Assert.False(IsLinearizable([unanswered, refused, booked]));
    }

    private static bool IsLinearizable(IReadOnlyCollection<Operation<Asked>> history) =>
        LinearizabilityCheck.IsLinearizable(
            history,
            BookingModel.Empty(TroubledDay.Operations),
            BookingModel.Apply
        );

    // Not on the test's own context: what runs there waits for the test, which waits for it.
    private static Task<(TroubledDay Day, IReadOnlyCollection<Operation<Asked>> History)[]> Lived(
        TroubledTown town,
        int[] seeds
    ) => Task.Run(() => town.Live(seeds)).WaitAsync(LongestWait);

    private static string Told(IEnumerable<Operation<Asked>> history) =>
        string.Join(
            '\n',
            history.OrderBy(operation => operation.Called).Select(operation => $"{operation}")
        );
}
