//! Sets of codes that come together, and documents and participants that are alike.

use kwali_analysis::{
    ConfigurationRequest, Configurations, Similarity, SimilarityRequest, Unit, configurations,
    similarity,
};

use crate::{Counted, Error, Study};

impl Study {
    /// Returns which sets of codes come together, and how often.
    pub fn configurations(
        &self,
        counted: &Counted<'_>,
        request: &ConfigurationRequest,
    ) -> Result<Configurations, Error> {
        Ok(configurations(counted.snapshot(), &self.layouts_for(Unit::Participants)?, request))
    }

    /// Returns the codes of documents or participants, to be compared.
    pub fn similarity(
        &self,
        counted: &Counted<'_>,
        request: &SimilarityRequest,
    ) -> Result<Similarity, Error> {
        Ok(similarity(counted.snapshot(), &self.layouts_for(Unit::Participants)?, request))
    }
}
