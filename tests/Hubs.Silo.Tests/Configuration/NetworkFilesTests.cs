using System.Text.Json.Nodes;
using Hubs.Model;
using Hubs.Silo.Configuration;

namespace Hubs.Silo.Tests.Configuration;

/// <summary>Each test breaks one thing in a copy of a small sound network and looks for the sentence that says so.</summary>
public sealed class NetworkFilesTests : IDisposable
{
    private readonly SmallNetwork _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void SmallNetwork_Unbroken_ReadsWithoutFault()
    {
        var reading = _files.Read();

        Assert.Empty(reading.Faults);
        var network = Assert.IsType<Network>(reading.Network);
        Assert.Equal(2, network.Hubs.Length);
        var room = network.Hubs[1].FindRoom(new RoomId("til-c1"));
        Assert.Equal(TimeSpan.FromMinutes(5), room?.TurnaroundAfter);
        Assert.Equal(5, room?.Hours.Length);
        Assert.Equal(
            [new HubId("tilbury"), new HubId("grays")],
            network.Clinicians.Single(c => c.Id.Value == "okafor").Hubs.AsEnumerable()
        );
    }

    [Fact]
    public void RoomType_MisspeltInTheFourthRoom_ReadsAsTheIssueSays()
    {
        _files.Tilbury["rooms"]![3]!["type"] = "examnation";

        Assert.Contains(
            "tilbury.json rooms[3].type 'examnation' is not a room type (did you mean 'examination'?)",
            _files.Faults()
        );
    }

    [Theory]
    [InlineData(
        "rooms[0].capacity",
        "\"four\"",
        "rooms[0].capacity \"four\" is not a whole number"
    )]
    [InlineData("rooms[0].capacity", "0", "rooms[0].capacity 0 is not between 1 and 1000")]
    [InlineData(
        "rooms[0].turnaroundAfter",
        "\"5 min\"",
        "rooms[0].turnaroundAfter '5 min' is not a duration: write \"PT15M\" for 15 minutes, \"PT4H10M\" for 4 h 10"
    )]
    [InlineData(
        "rooms[0].turnaroundAfter",
        "\"PT7M\"",
        "rooms[0].turnaroundAfter 'PT7M' is not a multiple of five minutes"
    )]
    [InlineData(
        "rooms[0].id",
        "\"til c1\"",
        "rooms[0].id 'til c1' is not an id: write 1 to 100 letters, digits and - . _ : /, without spaces"
    )]
    [InlineData("rooms[0].id", "null", "rooms[0].id is missing")]
    [InlineData(
        "rooms[0].features",
        "\"couch\"",
        "rooms[0].features must be a list [ ... ], not a text"
    )]
    [InlineData(
        "rooms[0].features[0]",
        "\"coach\"",
        "rooms[0].features[0] 'coach' is not on the list of features in network.json (did you mean 'couch'?)"
    )]
    [InlineData(
        "rooms[0].position",
        "12",
        "rooms[0].position must be an object { ... }, not a number"
    )]
    [InlineData(
        "rooms[0].owner",
        "\"epu\"",
        "rooms[0].owner 'epu' is not an organisation (did you mean 'eput'?)"
    )]
    [InlineData(
        "rooms[0].hours[0]",
        "\"weekdays\"",
        "rooms[0].hours[0] 'weekdays' is not a weekly window: write days and times like \"mon-fri 08:00-18:30\""
    )]
    [InlineData(
        "rooms[0].hours[0]",
        "\"sun 09:00-12:00\"",
        "rooms[0].hours 'sun 09:00-12:00' is outside the hours of tilbury (closed on Sunday)"
    )]
    [InlineData(
        "rooms[0].hours[0]",
        "\"fri 07:00-12:00\"",
        "rooms[0].hours 'fri 07:00-12:00' is outside the hours of tilbury (08:00-20:00)"
    )]
    [InlineData(
        "rooms[1].id",
        "\"til-c1\"",
        "rooms[1].id 'til-c1' is already the id of another room: give each its own"
    )]
    [InlineData(
        "rooms[4].linkedRooms[0]",
        "\"til-ha\"",
        "rooms[4].linkedRooms[0] 'til-ha' is the room itself: list only others"
    )]
    [InlineData(
        "rooms[4].linkedRooms[0]",
        "\"til-c1\"",
        "rooms[4].linkedRooms[0] 'til-c1' does not list 'til-ha' in turn: rooms that share space must name each other"
    )]
    [InlineData(
        "rooms[4].linkedRooms[0]",
        "\"til-hax\"",
        "rooms[4].linkedRooms[0] 'til-hax' is not a room of tilbury (did you mean 'til-ha'?)"
    )]
    [InlineData(
        "hours[0]",
        "\"mon 08:00-20:00\"",
        "clinics[0].allowed 'fri 09:00-17:00' is outside the hours of tilbury (closed on Friday)"
    )]
    [InlineData(
        "hours[1]",
        "\"fri 19:00-21:00\"",
        "hours 'fri 19:00-21:00' overlaps 'fri 08:00-20:00': write them as one"
    )]
    [InlineData(
        "closures[0].to",
        "\"2026-12-24\"",
        "closures[0].to 2026-12-24 is before its beginning, 2026-12-25: swap the two"
    )]
    [InlineData(
        "closures[0].from",
        "\"25/12/2026\"",
        "closures[0].from '25/12/2026' is not a date: write it like 2026-12-25"
    )]
    [InlineData(
        "serviceMix[0].service",
        "\"gp-apointments\"",
        "serviceMix[0].service 'gp-apointments' is not a service (did you mean 'gp-appointments'?)"
    )]
    [InlineData("serviceMix[0].minimum", "9", "serviceMix[0].target 4 is less than the minimum, 9")]
    [InlineData("serviceMix[0].maximum", "3", "serviceMix[0].maximum 3 is less than the target, 4")]
    [InlineData(
        "weights[0].rule",
        "\"room-fitt\"",
        "weights[0].rule 'room-fitt' is not a rule (did you mean 'room-fit'?)"
    )]
    [InlineData(
        "weights[0].rule",
        "\"room-clash\"",
        "weights[0].rule 'room-clash' is a rule no plan breaks, so it has no weight"
    )]
    [InlineData(
        "weights[0].rule",
        "\"spread\"",
        "weights[0].rule 'spread' is not a rule of one hub: give it a weight in network.json, for all"
    )]
    [InlineData("weights[0].weight", "-1", "weights[0].weight -1 is not a weight: write 0 to 1000")]
    [InlineData(
        "clinicians[0].alsoAt[0]",
        "\"graes\"",
        "clinicians[0].alsoAt[0] 'graes' is not a hub (did you mean 'grays'?)"
    )]
    [InlineData(
        "clinicians[0].organisation",
        "\"nhs\"",
        "clinicians[0].organisation 'nhs' is not an organisation (one of: surgery, eput)"
    )]
    [InlineData(
        "clinicians[0].competences",
        "[]",
        "clinics[0].clinicians[0].anyOf[0] 'okafor' is not competent in gp-appointments ()"
    )]
    [InlineData(
        "clinicians[0].leave[0].window",
        "\"noon\"",
        "clinicians[0].leave[0].window 'noon' is not a stretch of time: write it like \"13:00-18:00\""
    )]
    [InlineData(
        "clinicians[1].competences",
        "[]",
        "clinics[1].clinicians[0] nobody of eput at tilbury is competent in coping-skills"
    )]
    [InlineData(
        "clinics[0].service",
        "\"gp\"",
        "clinics[0].service 'gp' is not a service (one of: gp-appointments, coping-skills, scans)"
    )]
    [InlineData(
        "clinics[0].length",
        "\"PT0S\"",
        "clinics[0].length 'PT0S' must be more than nothing and less than a day"
    )]
    [InlineData(
        "clinics[0].length",
        "\"PT10H\"",
        "clinics[0].allowed has no window as long as a session ('PT10H')"
    )]
    [InlineData(
        "clinics[0].startEvery",
        "\"PT12M\"",
        "clinics[0].startEvery 'PT12M' is not a multiple of five minutes"
    )]
    [InlineData("clinics[0].priority", "6", "clinics[0].priority 6 is not between 1 and 5")]
    [InlineData(
        "clinics[0].attendance",
        "90",
        "clinics[0].room no room at tilbury suits: consulting or examination, for 90, open to surgery"
    )]
    [InlineData(
        "clinics[0].room",
        "{ \"features\": [\"sink\"] }",
        "clinics[0].room no room at tilbury suits: consulting or examination, for 2, with sink, open to surgery"
    )]
    [InlineData(
        "clinics[0].preferredRooms[0]",
        "\"gra-c1\"",
        "clinics[0].preferredRooms[0] 'gra-c1' is at grays, where the clinic is not held (tilbury)"
    )]
    [InlineData(
        "clinics[0].sessionsPerWeek",
        "null",
        "clinics[0].sessionsPerWeek it says neither when nor how often: give recurrence, or sessionsPerWeek of 1 or more"
    )]
    [InlineData(
        "clinics[0].allowed[0]",
        "\"mon-fri 18:30-20:00\"",
        "clinics[0].allowed has no window as long as a session ('PT3H')"
    )]
    [InlineData(
        "clinics[0].clinicians",
        "[]",
        "clinics[0].clinicians is empty: write [{}] for one person, anyone competent"
    )]
    [InlineData(
        "clinics[1].recurrence",
        "\"FREQ=WEAKLY;BYDAY=TU\"",
        "clinics[1].recurrence 'FREQ=WEAKLY;BYDAY=TU': "
    )]
    [InlineData(
        "clinics[1].recurrence",
        "\"FREQ=WEEKLY;BYDAY=TU,SA\"",
        "clinics[1].recurrence 'FREQ=WEEKLY;BYDAY=TU,SA': nobody who could run it (doyle) works on Saturday for 'PT3H' within the times allowed"
    )]
    [InlineData(
        "clinicians[0].availability[0]",
        "\"mon-fri 08:00-10:00\"",
        "clinics[0].allowed leaves no time: nobody who could run it (okafor) works for 'PT3H' within it"
    )]
    [InlineData(
        "clinics[1].startsOn",
        "null",
        "clinics[1].recurrence 'FREQ=WEEKLY;BYDAY=TU': a recurrence needs startsOn, the date it is counted from"
    )]
    [InlineData(
        "clinics[1].clinicians",
        "[{}, {}]",
        "clinics[1].clinicians asks for 2 people at once, and only 1 can do it"
    )]
    [InlineData(
        "clinics[1].equipment[0].count",
        "3",
        "clinics[1].equipment 'projector': 3 needed, and tilbury has 1"
    )]
    [InlineData(
        "clinics[1].equipment[0].equipment",
        "\"projektor\"",
        "clinics[1].equipment[0].equipment 'projektor' is not a kind of equipment any hub has (did you mean 'projector'?)"
    )]
    [InlineData(
        "pathways[0].clinics[1]",
        "\"til-skils\"",
        "pathways[0].clinics[1] 'til-skils' is not a clinic (did you mean 'til-skills'?)"
    )]
    [InlineData(
        "pathways[0].clinics",
        "[\"til-gp\"]",
        "pathways[0].clinics must name two clinics or more"
    )]
    public void Tilbury_WithOneThingWrong_IsToldWhereAndWhatWouldBeRight(
        string path,
        string json,
        string expected
    )
    {
        SmallNetwork.Set(_files.Tilbury, path, JsonNode.Parse(json));

        Assert.Contains(
            _files.Faults(),
            fault => fault.StartsWith($"tilbury.json {expected}", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(
        "services[0].slotLength",
        "\"PT15\"",
        "services[0].slotLength 'PT15' is not a duration"
    )]
    [InlineData(
        "services[0].sessionLength",
        "\"PT10M\"",
        "services[0].sessionLength 'PT10M' is too short for one slot of 'PT15M'"
    )]
    [InlineData(
        "services[0].category",
        "\"g.p.\"",
        "services[0].category 'g.p.' is not a service category (one of: gp, nursing, mental-health, outpatient, community, wellbeing)"
    )]
    [InlineData(
        "services[0].waysIn[0]",
        "\"walkin\"",
        "services[0].waysIn[0] 'walkin' is not a way in (did you mean 'walk-in'?)"
    )]
    [InlineData(
        "services[0].isPublic",
        "\"yes\"",
        "services[0].isPublic \"yes\" is neither true nor false"
    )]
    [InlineData("services[0].name", "\" \"", "services[0].name is empty")]
    [InlineData(
        "services[1].id",
        "\"gp-appointments\"",
        "services[1].id 'gp-appointments' is already the id of another service"
    )]
    [InlineData(
        "travel[0].to",
        "\"tilbury\"",
        "travel[0].to 'tilbury' is where the journey starts: name another hub"
    )]
    [InlineData("source", "null", "source is missing")]
    public void Network_WithOneThingWrong_IsToldWhereAndWhatWouldBeRight(
        string path,
        string json,
        string expected
    )
    {
        SmallNetwork.Set(_files.Network, path, JsonNode.Parse(json));

        Assert.Contains(
            _files.Faults(),
            fault => fault.StartsWith($"network.json {expected}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Property_Misspelt_IsNamedWithTheOneMeant()
    {
        _files.Tilbury["rooms"]![0]!["turnaroundAftr"] = "PT5M";

        Assert.Equal(
            [
                "tilbury.json rooms[0].turnaroundAftr 'turnaroundAftr' is not a property here (did you mean 'turnaroundAfter'?)",
            ],
            _files.Faults()
        );
    }

    [Fact]
    public void TravelTime_LackingForSomebodyWhoNeedsIt_IsAskedFor()
    {
        _files.Network["travel"] = new JsonArray();

        Assert.Equal(
            [
                "tilbury.json clinicians[0].alsoAt 'tilbury' needs a travel time to or from grays: add it to travel in network.json",
            ],
            _files.Faults()
        );
    }

    [Fact]
    public void FaultsInAllFiles_AreToldTogether()
    {
        _files.Tilbury["rooms"]![0]!["type"] = "consultng";
        _files.Tilbury["rooms"]![1]!["capacity"] = -1;
        _files.Grays["rooms"]![0]!["owner"] = "nobody";
        _files.Network["services"]![2]!["slotLength"] = "20";

        var faults = _files.Faults();

        Assert.Contains(
            faults,
            f => f.StartsWith("tilbury.json rooms[0].type", StringComparison.Ordinal)
        );
        Assert.Contains(
            faults,
            f => f.StartsWith("tilbury.json rooms[1].capacity", StringComparison.Ordinal)
        );
        Assert.Contains(
            faults,
            f => f.StartsWith("grays.json rooms[0].owner", StringComparison.Ordinal)
        );
        Assert.Contains(
            faults,
            f => f.StartsWith("network.json services[2].slotLength", StringComparison.Ordinal)
        );
        Assert.Equal(4, faults.Count);
        Assert.Null(_files.Read().Network);
    }

    [Fact]
    public void MalformedJson_IsToldByLineAndColumn_AndOtherFilesAreStillRead()
    {
        _files.Grays["rooms"]![0]!["type"] = "consultng";
        _files.Save();
        File.WriteAllText(
            Path.Combine(_files.Folder, "tilbury.json"),
            "{\n  \"id\": \"tilbury\",\n  \"name\" \"Tilbury\"\n}"
        );

        var faults = NetworkFiles.Read(_files.Folder).Faults.Select(f => f.ToString()).ToList();

        Assert.Contains(
            faults,
            f =>
                f.StartsWith(
                    "tilbury.json line 3 column 10 is not valid JSON",
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(
            faults,
            f => f.StartsWith("grays.json rooms[0].type", StringComparison.Ordinal)
        );
        Assert.Equal(2, faults.Count);
    }

    [Fact]
    public void PropertyGivenTwice_IsRefused()
    {
        _files.Save();
        File.WriteAllText(
            Path.Combine(_files.Folder, "tilbury.json"),
            "{ \"id\": \"a\", \"id\": \"b\" }"
        );

        Assert.StartsWith(
            "is not valid JSON",
            Assert.Single(NetworkFiles.Read(_files.Folder).Faults).Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Folder_ThatIsNotThere_IsOneFault() =>
        Assert.Contains(
            "is not a folder",
            Assert
                .Single(NetworkFiles.Read(Path.Combine(_files.Folder, "no-such")).Faults)
                .Sentence,
            StringComparison.Ordinal
        );

    [Fact]
    public void NetworkFile_Missing_IsTold()
    {
        _files.Save();
        File.Delete(Path.Combine(_files.Folder, "network.json"));

        var fault = Assert.Single(NetworkFiles.Read(_files.Folder).Faults);

        Assert.Equal("network.json", fault.File);
        Assert.StartsWith("cannot be read", fault.Sentence, StringComparison.Ordinal);
    }
}
