using Hubs.Model;

namespace Hubs.Allocation.Tests.Explain;

/// <summary>The judge sees each kind of fault. Every case is a sound plan with one thing wrong.</summary>
public class VerificationTests
{
    private static readonly EquipmentNeed Scanner = new(new EquipmentId("scanner"), 1);

    private static Town Two(Func<Clinic, Clinic>? with = null) =>
        new Town()
            .Hub("h", hub => hub with { ServiceMix = [new ServiceTarget(Town.Care, 0, 1, 2)] })
            .Room("r1")
            .Room("r2")
            .Person("ada")
            .Person("bob", person => person with { DailyMaximum = TimeSpan.FromHours(1) })
            .Clinic("x", 2, "ada", with)
            .Clinic("y", 2, "bob", with);

    private static string[] Broken(Town town, params Session[] sessions) =>
        [.. Allocator.Verify(town.Problem, [.. sessions]).Select(breach => breach.Rule).Distinct()];

    [Fact]
    public void SoundPlan_BreaksNothing()
    {
        var town = Two();
        Assert.Empty(
            Broken(
                town,
                town.Session("x.1", "x", "r1", 0, 9, "ada"),
                town.Session("y.1", "y", "r2", 0, 9, "bob")
            )
        );
    }

    [Fact]
    public void SameRoom()
    {
        var town = Two();
        Assert.Equal(
            [RoomClash.Id],
            Broken(
                town,
                town.Session("x.1", "x", "r1", 0, 9, "ada"),
                town.Session("y.1", "y", "r1", 0, 9, "bob")
            )
        );
    }

    [Fact]
    public void SamePerson()
    {
        var town = Two();
        Assert.Equal(
            [ClinicianClash.Id],
            Broken(
                town,
                town.Session("x.1", "x", "r1", 0, 9, "ada"),
                town.Session("x.2", "x", "r2", 0, 9, "ada")
            )
        );
    }

    [Fact]
    public void DailyMaximumOfAPerson()
    {
        var town = Two();
        Assert.Equal(
            [DailyMaximum.Id],
            Broken(
                town,
                town.Session("y.1", "y", "r1", 0, 9, "bob"),
                town.Session("y.2", "y", "r1", 0, 11, "bob")
            )
        );
    }

    [Fact]
    public void SamePathway()
    {
        var town = Two().Pathway("p", "x", "y");
        Assert.Equal(
            [PathwayClash.Id],
            Broken(
                town,
                town.Session("x.1", "x", "r1", 0, 9, "ada"),
                town.Session("y.1", "y", "r2", 0, 9, "bob")
            )
        );
    }

    [Fact]
    public void TooManyADay()
    {
        var town = Two(clinic => clinic with { MaximumPerDay = 1 });
        Assert.Equal(
            [SessionsPerDay.Id],
            Broken(
                town,
                town.Session("x.1", "x", "r1", 0, 9, "ada"),
                town.Session("x.2", "x", "r1", 0, 11, "ada")
            )
        );
    }

    [Fact]
    public void TooLittleKit()
    {
        var town = Two(clinic => clinic with { Equipment = [Scanner] });
        Assert.Equal(
            [EquipmentStock.Id],
            Broken(town, town.Session("x.1", "x", "r1", 0, 9, "ada"))
        );
    }

    [Fact]
    public void BeyondTheServiceMix()
    {
        var town = Two();
        Assert.Equal(
            [ServiceMixMaximum.Id],
            Broken(
                town,
                town.Session("x.1", "x", "r1", 0, 9, "ada"),
                town.Session("x.2", "x", "r1", 1, 9, "ada"),
                town.Session("y.1", "y", "r2", 0, 9, "bob")
            )
        );
    }

    [Fact]
    public void OutsideTheHours()
    {
        var town = Two();
        Assert.Equal(
            [RoomOpen.Id, AllowedTimes.Id, ClinicianAvailable.Id],
            Broken(town, town.Session("x.1", "x", "r1", 0, 19, "ada"))
        );
    }

    [Fact]
    public void UnsuitableRoom()
    {
        var town = Two(clinic => clinic with { Attendance = 9 });
        Assert.Equal([RoomSuits.Id], Broken(town, town.Session("x.1", "x", "r1", 0, 9, "ada")));
    }

    [Fact]
    public void NobodyThere()
    {
        var town = Two();
        Assert.Equal([ClinicianAvailable.Id], Broken(town, town.Session("x.1", "x", "r1", 0, 9)));
    }

    [Fact]
    public void WrongPerson()
    {
        var town = Two();
        Assert.Equal(
            [ClinicianAvailable.Id],
            Broken(town, town.Session("x.1", "x", "r1", 0, 9, "bob"))
        );
    }

    [Fact]
    public void WrongDate()
    {
        var town = Two().On("x.1", 3);
        Assert.Equal([AllowedTimes.Id], Broken(town, town.Session("x.1", "x", "r1", 0, 9, "ada")));
    }

    [Fact]
    public void FixedSessionMoved()
    {
        var town = Two();
        town.Fixed(town.Session("x.1", "x", "r1", 0, 9, "ada"));
        Assert.Equal(
            [Verification.FixedId],
            Broken(town, town.Session("x.1", "x", "r2", 0, 9, "ada"))
        );
    }

    [Fact]
    public void SamePlaceTwice()
    {
        var town = Two();
        Assert.Equal(
            [Verification.FixedId],
            Broken(
                town,
                town.Session("x.1", "x", "r1", 0, 9, "ada"),
                town.Session("x.1", "x", "r1", 1, 9, "ada")
            )
        );
    }
}
