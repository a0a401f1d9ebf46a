using Hubs.Model;

namespace Hubs.Allocation.Tests.Constraints;

public class KeptTests
{
    private static Desk Open() =>
        new(
            Town.Problem with
            {
                Kept = [new KeptSession(Town.Session("x.1", "x", "r1", 0, 9), 2, 3)],
            }
        );

    private static readonly Town Town = new Town().Hub("h").Room("r1").Room("r2").Clinic("x");

    [Theory]
    [InlineData("r1", 0, 9, 0)]
    [InlineData("r2", 0, 9, 2)]
    [InlineData("r1", 0, 10, 5)]
    [InlineData("r2", 1, 9, 5)]
    public void SessionElsewhere_CostsByWhetherItsTimeChanges(
        string room,
        int day,
        int hour,
        double points
    )
    {
        var desk = Open().Place("x.1", room, day, hour);

        Assert.Equal(points, desk.Cost<Kept>());
        Assert.Equal(points - 5, desk.Marginal<Kept>("x.1", room, day, hour));
    }

    [Fact]
    public void SessionWithoutAPlace_CostsAsMuchAsOneAtAnotherTime() =>
        Assert.Equal(5, Open().Cost<Kept>());

    [Fact]
    public void NothingKept_NoRule() => Assert.False(Town.Open().Has<Kept>());
}
